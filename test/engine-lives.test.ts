import { expect, it } from 'vitest'
import { lived } from './builders/engine-lives.ts'
import { isFull } from './builders/sample.ts'

const seeds = Array.from({ length: isFull ? 12 : 2 }, (_, seed) => 31 + seed)

it.each(['ga4', 'google_ads'])(
  'whatever has happened to a connection of %s, it ends in what a fresh one reads, and a replay changes nothing',
  { timeout: 120_000 },
  async (name) => {
    for (const seed of seeds) expect(await lived(name, seed), `seed ${seed}`).toBeUndefined()
  },
)
