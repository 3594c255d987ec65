import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readBlocked } from '#aggregate/blocked.ts'
import { type BuildOptions, build } from '#aggregate/build.ts'
import { manifestKey } from '#aggregate/current.ts'
import { openPublished, readPublished } from '#aggregate/published.ts'
import { FixData, Unavailable } from '#shared/errors.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import { badSpend, putRecords, type SmallProject, smallAgreement, smallProject } from '#test/builders/small-project.ts'

let project: SmallProject

beforeEach(async () => {
  project = await smallProject()
})
afterEach(() => project.remove())

const rows = async (sql: string) => {
  const published = await openPublished(project.rt)
  try {
    return (await published.query(sql)).rows
  } finally {
    await published.close()
  }
}

const etags = async (lake: Lake, prefix: string) => {
  const found = new Map<string, string | undefined>()
  for (const { key } of await lake.list(prefix)) found.set(key, (await lake.head(key))?.etag)
  return found
}

describe('a build', () => {
  test('makes the marts and publishes them', async () => {
    const summary = await build(project.rt, project.options)
    expect(summary).toMatchObject({ asOf: '2024-02-01', built: true, published: true })
    expect(summary.checks).toEqual([
      { name: 'chk_negative', severity: 'block', rows: 0 },
      { name: 'chk_clicks', severity: 'warn', rows: 1 },
    ])
    expect(await rows('SELECT title, clicks, spend_micros, as_of FROM fct_spend ORDER BY date, title')).toEqual([
      { title: '«b»', clicks: 5, spend_micros: 1_500_000n, as_of: '2024-02-01' },
      { title: '«a»', clicks: 8, spend_micros: 2_500_000n, as_of: '2024-02-01' },
      { title: '«b»', clicks: 3, spend_micros: 0n, as_of: '2024-02-01' },
    ])
    expect(await rows('SELECT title FROM chk_clicks')).toEqual([{ title: '«b»' }])
    expect(await rows('SELECT company FROM agr_company')).toEqual([{ company: 'Ромашка' }])
    expect(project.progress.at(-1)).toBe('write 3/3')
  })

  test('takes the day that is asked for', async () => {
    const summary = await build(project.rt, { ...project.options, asOf: '2024-03-15' })
    expect(summary.asOf).toBe('2024-03-15')
  })

  test('of the same inputs is the same and does nothing', async () => {
    const first = await build(project.rt, project.options)
    const before = await etags(project.rt.lake, 'builds/')
    const again = await build(project.rt, project.options)
    expect(again).toMatchObject({ build: first.build, built: false, published: false })
    expect(await etags(project.rt.lake, 'builds/')).toEqual(before)
  })

  test('gives the same bytes in another lake', async () => {
    await build(project.rt, project.options)
    const other = await smallProject()
    await build(other.rt, other.options)
    for (const prefix of ['builds/', 'published/', 'agreement/']) {
      expect(await etags(other.rt.lake, prefix)).toEqual(await etags(project.rt.lake, prefix))
    }
    other.remove()
  })

  test('gets another name with other records, another agreement, another day', async () => {
    const first = await build(project.rt, project.options)
    const agreed = await build(project.rt, { ...project.options, agreement: smallAgreement('v2') })
    const later = await build(project.rt, { ...project.options, asOf: '2024-03-01' })
    await putRecords(project.rt.lake, 'spend', '2024-02', [], 'ads.main.empty')
    const more = await build(project.rt, project.options)
    expect(new Set([first, agreed, later, more].map((one) => one.build)).size).toBe(4)
  })

  test('of an empty project is a build too', async () => {
    const { lake } = project.rt
    for (const { key } of await lake.list('records/')) await lake.delete(key)
    const summary = await build(project.rt, project.options)
    expect(summary.asOf).toBe('2024-01-01')
    expect(await rows('SELECT count(*) AS n FROM fct_spend')).toEqual([{ n: 0 }])
  })
})

describe('a failing check', () => {
  test('keeps what was published, and names the rows', async () => {
    await build(project.rt, project.options)
    const before = await etags(project.rt.lake, keys.published)
    await badSpend(project.rt.lake)
    const failure = await build(project.rt, project.options).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(FixData)
    expect((failure as FixData).problems[0]?.what.ru).toContain('проверка не прошла, строк: 1')
    expect((failure as FixData).problems[0]?.what.en).toContain('spend_micros = -3000000')
    expect(await etags(project.rt.lake, keys.published)).toEqual(before)
  })

  test('marks what is published as stale, since when and by which check, until a build is good again', async () => {
    await build(project.rt, project.options)
    await badSpend(project.rt.lake)
    const failing = (asOf: string) => build(project.rt, { ...project.options, asOf }).catch(() => undefined)
    await failing('2024-02-02')
    await failing('2024-02-03')
    expect(await readBlocked(project.rt)).toEqual({
      since: '2024-02-02',
      as_of: '2024-02-03',
      checks: [{ name: 'chk_negative', rows: 1 }],
    })
    const mark = new TextDecoder().decode((await project.rt.lake.get(keys.blocked))!.bytes)
    expect(mark).not.toContain('3000000')
    await project.rt.lake.delete(keys.records('spend', 'ads', '2024-02', 'ads.main.2'))
    const good = await build(project.rt, project.options)
    expect(good.published).toBe(false)
    expect(await readBlocked(project.rt)).toBeUndefined()
  })

  test('leaves no mark when the build itself breaks', async () => {
    const broken = project.options.models.map((model) =>
      model.name === 'fct_spend' ? { ...model, sql: 'SELECT nothing FROM spend' } : model,
    )
    await expect(build(project.rt, { ...project.options, models: broken })).rejects.toThrow()
    expect(await readBlocked(project.rt)).toBeUndefined()
  })

  test('also when a mart repeats its key', async () => {
    const doubled = project.options.models.map((model) =>
      model.name === 'fct_spend' ? { ...model, grain: ['title'] } : model,
    )
    const failure = await build(project.rt, { ...project.options, models: doubled }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(FixData)
    expect((failure as FixData).problems[0]?.where).toBe('fct_spend (grain)')
    expect(await readPublished(project.rt)).toBeUndefined()
  })
})

/** A lake that stops working at the n-th write, as a killed process does. */
function dyingLake(lake: Lake, writes: number): Lake {
  let left = writes
  return {
    ...lake,
    async put(key, bytes, condition) {
      if (left-- <= 0) throw new Error('killed')
      return lake.put(key, bytes, condition)
    },
  }
}

describe('a build that is cut off', () => {
  test('is completed by the next one, wherever it stopped', { timeout: 120_000 }, async () => {
    const whole = await smallProject()
    const { build: id } = await build(whole.rt, whole.options)
    const expected = await etags(whole.rt.lake, '')
    const agreementPuts = [...expected.keys()].filter((key) => key.startsWith('agreement/')).length
    const puts = [...expected.keys()].filter((key) => !key.startsWith('records/')).length
    for (const writes of [
      0,
      agreementPuts - 1,
      ...Array.from({ length: puts - agreementPuts }, (_, at) => agreementPuts + at),
    ]) {
      const one = await smallProject()
      const dying = { ...one.rt, lake: dyingLake(one.rt.lake, writes) }
      await expect(build(dying, one.options)).rejects.toThrow('killed')
      expect(await readPublished(one.rt)).toBeUndefined()
      const summary = await build(one.rt, one.options)
      expect(summary).toMatchObject({ build: id, published: true })
      expect(await etags(one.rt.lake, '')).toEqual(expected)
      one.remove()
    }
    whole.remove()
  })

  test('with whole marts and no pointer is published without being built again', async () => {
    const first = await build(project.rt, project.options)
    await project.rt.lake.delete(keys.published)
    const again = await build(project.rt, project.options)
    expect(again).toMatchObject({ build: first.build, built: false, published: true })
  })
})

describe('publishing', () => {
  const builds = async () =>
    [...new Set((await project.rt.lake.list('builds/')).map(({ key }) => key.split('/')[1]))].length

  test('keeps seven builds and sweeps the leftovers of others', async () => {
    await project.rt.lake.put('builds/leftover/fct_spend/part-0.parquet', new Uint8Array([1]), 'absent')
    let last = ''
    for (let day = 1; day <= 9; day++) {
      const options: BuildOptions = { ...project.options, asOf: `2024-03-0${day}` }
      last = (await build(project.rt, options)).build
    }
    expect(await builds()).toBe(7)
    expect(await project.rt.lake.head(manifestKey(last))).toBeDefined()
    expect((await readPublished(project.rt))?.build).toBe(last)
  })

  test('is refused to a holder that has lost its lock', async () => {
    const claim = await project.rt.state.claim('project', 'first', 0)
    await project.rt.state.claim('project', 'second', 60_000)
    const fence = claim.held ? claim.fence : undefined
    await expect(build(project.rt, { ...project.options, fence })).rejects.toThrow(Unavailable)
    expect(await readPublished(project.rt)).toBeUndefined()
  })

  test('is refused when another run published meanwhile', async () => {
    const racing: Lake = {
      ...project.rt.lake,
      async put(key, bytes, condition) {
        if (key === keys.published) await project.rt.lake.put(key, new Uint8Array([123, 125]), condition)
        return project.rt.lake.put(key, bytes, condition)
      },
    }
    await expect(build({ ...project.rt, lake: racing }, project.options)).rejects.toThrow(Unavailable)
  })

  test('stops when it is told to', async () => {
    await expect(build(project.rt, { ...project.options, signal: AbortSignal.abort() })).rejects.toThrow('aborted')
  })
})
