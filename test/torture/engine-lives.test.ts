import { expect, it } from 'vitest'
import { lived } from '../builders/engine-lives.ts'

const lives = Number(process.env.TORTURE_LIVES ?? 100)
const from = Number(process.env.TORTURE_SEED ?? 0)

it.each(['ga4', 'google_ads', 'yandex_direct', 'yandex_metrika'])(
  '%s: whatever happened to its connection',
  { timeout: 3_600_000 },
  async (name) => {
    const wrong: string[] = []
    for (let seed = from; seed < from + lives; seed++) {
      const found = await lived(name, seed)
      if (found !== undefined) wrong.push(`seed ${seed}: ${found}`)
    }
    console.log(`${name}: ${lives} lives, ${wrong.length} wrong`)
    expect(wrong).toEqual([])
  },
)
