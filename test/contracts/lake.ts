import { expect, it } from 'vitest'
import type { Lake } from '#shared/lake/lake.ts'

type MakeLake = () => Lake | Promise<Lake>

/** How many there are where many are needed; `keys` are more than one page of a list. */
export interface LakeCounts {
  readonly writers: number
  readonly keys: number
}

export const many: LakeCounts = { writers: 50, keys: 1_200 }

const text = (value: string) => new TextEncoder().encode(value)
const shown = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes)
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

/**
 * What every lake must hold, by title. Kept apart from `it`, so that a test of the tests can run a rule on a lake with a
 * planted bug and see it fail.
 */
export const lakeRules: Readonly<Record<string, (lake: Lake, counts: LakeCounts) => Promise<void>>> = {
  'gives back what was put, with its etag and size': async (lake) => {
    const put = await lake.put('records/spend/a.parquet', text('один'), 'absent')
    const got = await lake.get('records/spend/a.parquet')
    expect(put.done).toBe(true)
    expect(shown(got?.bytes)).toBe('один')
    expect(got?.etag).toBe(put.etag)
    expect(await lake.head('records/spend/a.parquet')).toEqual({ etag: put.etag, size: 8 })
  },
  'knows nothing of a key that was never put': async (lake) => {
    expect(await lake.get('raw/none')).toBeUndefined()
    expect(await lake.head('raw/none')).toBeUndefined()
    expect(await lake.list('raw/')).toEqual([])
  },
  'holds an object of no bytes': async (lake) => {
    expect((await lake.put('raw/empty', new Uint8Array(), 'absent')).done).toBe(true)
    expect((await lake.get('raw/empty'))?.bytes.byteLength).toBe(0)
  },
  'lets one of thirty creators win, and tells the others what stands there': async (lake) => {
    const puts = await Promise.all(times(30, (i) => lake.put('manifests/run.json', text(`writer ${i}`), 'absent')))
    const winners = puts.filter(({ done }) => done)
    const got = await lake.get('manifests/run.json')
    expect(winners).toHaveLength(1)
    expect(new Set(puts.map(({ etag }) => etag))).toEqual(new Set([got?.etag]))
    expect(shown(got?.bytes)).toBe(`writer ${puts.findIndex(({ done }) => done)}`)
  },
  'replaces only what still has the etag': async (lake) => {
    const first = await lake.put('published/current.json', text('1'), 'absent')
    const second = await lake.put('published/current.json', text('2'), { etag: first.etag! })
    const late = await lake.put('published/current.json', text('3'), { etag: first.etag! })
    expect(second.done).toBe(true)
    expect(late).toEqual({ done: false, etag: second.etag })
    expect(shown((await lake.get('published/current.json'))?.bytes)).toBe('2')
  },
  'does not create by replacing': async (lake) => {
    expect(await lake.put('published/none.json', text('1'), { etag: 'f00d' })).toEqual({ done: false, etag: undefined })
    expect(await lake.get('published/none.json')).toBeUndefined()
  },
  'lets one of thirty replacers of one etag win': async (lake) => {
    const first = await lake.put('published/race.json', text('start'), 'absent')
    const puts = await Promise.all(
      times(30, (i) => lake.put('published/race.json', text(`writer ${i}`), { etag: first.etag! })),
    )
    expect(puts.filter(({ done }) => done)).toHaveLength(1)
  },
  'loses no increment of many that compare and retry': async (lake, { writers }) => {
    await lake.put('published/count', text('0'), 'absent')
    const increment = async () => {
      for (;;) {
        const got = (await lake.get('published/count'))!
        const next = text(String(Number(shown(got.bytes)) + 1))
        if ((await lake.put('published/count', next, { etag: got.etag })).done) return
      }
    }
    await Promise.all(times(writers, increment))
    expect(shown((await lake.get('published/count'))?.bytes)).toBe(String(writers))
  },
  'lists all keys below a prefix, sorted by code unit': async (lake) => {
    const keys = ['r/b/2', 'r/a.b/1', 'r/a/10', 'r/a/2', 'r/a-b/1', 'r/B/1', 'r/я/1', 'rr/1', 'r/a/сделки/1']
    await Promise.all(keys.map((key) => lake.put(key, text(key), 'absent')))
    const below = keys.filter((key) => key.startsWith('r/')).sort()
    expect((await lake.list('r/')).map(({ key }) => key)).toEqual(below)
    expect((await lake.list('r/a')).map(({ key }) => key)).toEqual(below.filter((key) => key.startsWith('r/a')))
    expect((await lake.list('r/a/2')).map(({ key }) => key)).toEqual(['r/a/2'])
    expect(await lake.list('')).toHaveLength(keys.length)
    const [listed] = await lake.list('rr/')
    const { etag } = (await lake.head('rr/1'))!
    expect(listed).toMatchObject({ key: 'rr/1', size: 4 })
    expect([etag, undefined]).toContain(listed?.etag)
  },
  'lists more than a page': async (lake, { keys: count }) => {
    await Promise.all(times(count, (i) => lake.put(`pages/${i % 7}/${i}`, text('x'), 'absent')))
    const keys = (await lake.list('pages/')).map(({ key }) => key)
    expect(keys).toHaveLength(count)
    expect(keys).toEqual([...new Set(keys)].sort())
  },
  'forgets what is deleted, and lets it be created anew': async (lake) => {
    await lake.put('raw/x/1', text('1'), 'absent')
    await lake.delete('raw/x/1')
    await lake.delete('raw/x/1')
    expect(await lake.get('raw/x/1')).toBeUndefined()
    expect(await lake.list('raw/')).toEqual([])
    expect((await lake.put('raw/x/1', text('2'), 'absent')).done).toBe(true)
  },
  'never shows half an object to a reader': async (lake) => {
    const whole = (version: number) => new Uint8Array(1_000_000).fill(version)
    let writing = true
    let torn = 0
    const read = async () => {
      while (writing) {
        const bytes = (await lake.get('builds/large'))?.bytes
        if (bytes && (bytes.byteLength !== 1_000_000 || bytes.some((byte) => byte !== bytes[0]))) torn++
        await new Promise(setImmediate)
      }
    }
    const reader = read()
    let { etag } = await lake.put('builds/large', whole(0), 'absent')
    for (let version = 1; version <= 12; version++) {
      etag = (await lake.put('builds/large', whole(version), { etag: etag! })).etag
    }
    writing = false
    await reader
    expect(torn).toBe(0)
  },
  'keeps its own copy of the bytes': async (lake) => {
    const mine = text('abc')
    await lake.put('raw/copy', mine, 'absent')
    mine.fill(0)
    expect(shown((await lake.get('raw/copy'))?.bytes)).toBe('abc')
  },
  'refuses keys that some store would hide or confuse': async (lake) => {
    const refused = [
      ...['', '/a', 'a/', 'a//b', '../a', 'a/../b', './a', '.hidden', 'a/.hidden', 'a/_hidden', '_a', 'a\\b', 'a\0b'],
      ...['a\nb', 'и\u0306', '\ud800', 'a:b', 'a?', 'a.', 'a ', 'x'.repeat(300), 'x/'.repeat(600)],
    ]
    for (const key of refused) {
      const errors = { name: 'Bug' }
      await expect(lake.put(key, text('x'), 'absent'), JSON.stringify(key)).rejects.toMatchObject(errors)
      await expect(lake.get(key), JSON.stringify(key)).rejects.toMatchObject(errors)
    }
    await expect(lake.list('../')).rejects.toMatchObject({ name: 'Bug' })
    expect(await lake.list('')).toEqual([])
  },
}

/** Runs every rule on a fresh lake. */
export function testLake(name: string, make: MakeLake, counts = many): void {
  for (const [title, rule] of Object.entries(lakeRules)) {
    it(`${name} lake ${title}`, async () => rule(await make(), counts))
  }
}
