import { mkdtempSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { unpackedText } from '#ingest/raw/pack.ts'
import { folderLake } from '#shared/lake/folder.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import { sqliteState } from '#shared/state/sqlite.ts'
import {
  adsHeader,
  adsRows,
  adsYaml,
  connect,
  csv,
  listing,
  noon,
  rowsOf,
  runtimeOver,
  settableClock,
  syncFiles,
  tempFiles,
} from './builders/sync-project.ts'

const ads = connect(adsYaml)
const days = [1, 2, 3, 4]
const clicksOn = (rows: Record<string, Record<string, unknown>[]>, day: number) =>
  rows[`ads.main.2026-01-0${day}`]?.map(({ clicks }) => clicks)

const stores = {
  memory: () => {
    const clock = settableClock()
    return { ...runtimeOver(memoryLake(), memoryState(clock), clock), clock }
  },
  folder: () => {
    const clock = settableClock()
    const root = mkdtempSync(join(tmpdir(), 'concord-lake-'))
    return {
      ...runtimeOver(folderLake(join(root, 'lake')), sqliteState(join(root, 'state.sqlite'), clock), clock),
      clock,
    }
  },
}

describe.each(Object.entries(stores))('sync over the %s stores', (_, open) => {
  it('accounts for every row and names what it made', async () => {
    using files = tempFiles()
    const rt = open()
    const path = files.write('a.csv', csv(adsHeader, [...adsRows(days), '2026-01-01,Broken,1,abc', 'too,few']))
    const summary = await syncFiles(rt, ads, [path])
    expect(summary.total).toMatchObject({
      read: 14,
      good: 12,
      quarantined: 2,
      filtered: 0,
      duplicate: 0,
      unitsWritten: 4,
    })
    expect(summary.total.codes).toEqual({ NUMBER: 1, RAGGED: 1 })
    expect(summary.records.spend).toMatchObject({ rows: 12, firstDay: '2026-01-01', lastDay: '2026-01-04' })
    expect(summary.records.spend?.amounts).toEqual({ RUB: 4n * 34_500_000n })
    expect(Object.keys(await listing(rt.lake))).toContain(
      'records/spend/source=ads/month=2026-01/ads.main.2026-01-01.parquet',
    )
    const rows = (await rowsOf(rt.lake, 'spend'))['ads.main.2026-01-01']
    expect(rows?.[0]).toMatchObject({ account: 'main', campaign_name: 'Search', clicks: 1, cost_micros: 10_500_000n })
    expect(rows?.map(({ pulled_at }) => pulled_at)).toEqual([noon, noon, noon])
  })

  it('changes nothing when the same files come again, in whatever order', async () => {
    using files = tempFiles()
    const rt = open()
    const paths = [
      files.write('a.csv', csv(adsHeader, adsRows([1, 2]))),
      files.write('b.csv', csv(adsHeader, adsRows([2, 3]))),
    ]
    await syncFiles(rt, ads, paths)
    const before = await listing(rt.lake, '')
    rt.clock.time += 1000
    const summary = await syncFiles(rt, ads, paths.toReversed())
    expect(summary.total).toMatchObject({ unitsWritten: 0, unitsUnchanged: 3, read: 12, good: 12 })
    expect(summary.files.every(({ unchanged }) => unchanged)).toBe(true)
    expect(await listing(rt.lake, '')).toEqual(before)
  })

  it('makes the same units of one file and of ten', async () => {
    using files = tempFiles()
    const [one, ten] = [open(), open()]
    const rows = adsRows(days)
    await syncFiles(one, ads, [files.write('all.csv', csv(adsHeader, rows))])
    const parts = Array.from({ length: 10 }, (_, i) => rows.filter((_, at) => at % 10 === i))
    await syncFiles(
      ten,
      ads,
      parts.map((part, i) => files.write(`${i}.csv`, csv(adsHeader, part.toReversed()))),
    )
    expect(await listing(ten.lake)).toEqual(await listing(one.lake))
  })
})

describe('files of a connection are one set', () => {
  it('writes nothing when a file is cut into ten after it was imported', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const rows = adsRows(days)
    await syncFiles(rt, ads, [files.write('all.csv', csv(adsHeader, rows))])
    const parts = Array.from({ length: 10 }, (_, i) => rows.filter((_, at) => at % 10 === i))
    const paths = parts.map((part, i) => files.write(`${i}.csv`, csv(adsHeader, part)))
    expect((await syncFiles(rt, ads, paths)).total).toMatchObject({ unitsWritten: 0, unitsUnchanged: 4, read: 12 })
  })

  it('keeps a day that a file no longer has, until a full refresh', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const path = files.write('a.csv', csv(adsHeader, adsRows(days)))
    await syncFiles(rt, ads, [path])
    files.write('a.csv', csv(adsHeader, adsRows([1, 3, 4], 20)))
    expect((await syncFiles(rt, ads, [path])).total).toMatchObject({ unitsWritten: 3, unitsUnchanged: 1, read: 9 })
    expect(clicksOn(await rowsOf(rt.lake, 'spend'), 2)).toEqual([2, 4, 3])
    const refreshed = await syncFiles(rt, ads, [path], { fullRefresh: true })
    expect(refreshed.total).toMatchObject({ unitsWritten: 0, unitsUnchanged: 3, unitsRemoved: 1 })
    expect(Object.keys(await listing(rt.lake))).toHaveLength(3)
  })

  it('restates only the days of a changed file, from all files', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const [a, b] = [
      files.write('a.csv', csv(adsHeader, adsRows([1, 2]))),
      files.write('b.csv', csv(adsHeader, adsRows([2, 3]))),
    ]
    await syncFiles(rt, ads, [a, b])
    const before = await listing(rt.lake)
    rt.clock.time += 1000
    files.write('b.csv', csv(adsHeader, adsRows([2, 3], 30)))
    const summary = await syncFiles(rt, ads, [a, b])
    expect(summary.total).toMatchObject({ unitsWritten: 2, unitsUnchanged: 1 })
    const after = await listing(rt.lake)
    const changed = Object.keys(after).filter((key) => after[key] !== before[key])
    expect(changed.map((key) => key.slice(-18, -8))).toEqual(['2026-01-02', '2026-01-03'])
    expect((await rowsOf(rt.lake, 'spend'))['ads.main.2026-01-02']).toHaveLength(6)
    expect(summary.records.spend?.rows).toBe(12)
  })

  it('keeps what a file brought that is put away, also on days that it shared', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const [a, b] = [
      files.write('a.csv', csv(adsHeader, adsRows([1, 2]))),
      files.write('b.csv', csv(adsHeader, adsRows([2, 3]))),
    ]
    await syncFiles(rt, ads, [a, b])
    const before = await listing(rt.lake)
    const summary = await syncFiles(rt, ads, [a, files.write('c.csv', csv(adsHeader, adsRows([4])))])
    expect(summary.total).toMatchObject({ unitsWritten: 1, unitsUnchanged: 3 })
    expect(await listing(rt.lake)).toMatchObject(before)
  })

  it('counts a file and its copy once', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const text = csv(adsHeader, adsRows([1]))
    const summary = await syncFiles(rt, ads, [files.write('b.csv', text), files.write('a.csv', text)])
    expect(summary.files).toMatchObject([
      { name: 'a.csv', read: 3, good: 3, duplicate: 0, copyOf: null },
      { name: 'b.csv', read: 3, good: 0, duplicate: 3, copyOf: 'a.csv' },
    ])
    expect(summary.records.spend?.rows).toBe(3)
  })

  it('keeps exact copies of rows and says so; drops them when asked, across files', async () => {
    using files = tempFiles()
    const row = adsRows([1])[0]!
    const paths = [
      files.write('a.csv', csv(adsHeader, [row, row])),
      files.write('b.csv', csv(adsHeader, [row, ...adsRows([2])])),
    ]
    const kept = await syncFiles(stores.memory(), ads, paths)
    expect(kept.records.spend).toMatchObject({ rows: 6, copies: 2 })
    const dropping = connect(`${adsYaml}duplicates: drop\n`)
    const dropped = await syncFiles(stores.memory(), dropping, paths)
    expect(dropped.total).toMatchObject({ read: 6, good: 4, duplicate: 2 })
    expect(dropped.records.spend).toMatchObject({ rows: 4, copies: 0 })
  })
})

describe('a corrected mapping', () => {
  it('re-reads raw, the originals being gone', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const path = files.write('a.csv', csv(adsHeader, adsRows(days)))
    await syncFiles(rt, ads, [path])
    unlinkSync(path)
    const corrected = connect(adsYaml.replace('clicks: Clicks', 'impressions: Clicks'))
    const summary = await syncFiles(rt, corrected, [])
    expect(summary.total).toMatchObject({ unitsWritten: 4, read: 12, good: 12 })
    const rows = (await rowsOf(rt.lake, 'spend'))['ads.main.2026-01-01']
    expect(rows?.[0]).toMatchObject({ impressions: 1, clicks: null })
  })

  it('re-reads days that only a file of the past has', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const path = files.write('a.csv', csv(adsHeader, adsRows(days)))
    await syncFiles(rt, ads, [path])
    files.write('a.csv', csv(adsHeader, adsRows([1, 3], 20)))
    await syncFiles(rt, ads, [path])
    await syncFiles(rt, connect(adsYaml.replace('campaign_name: Campaign', 'keyword: Campaign')), [path])
    const rows = await rowsOf(rt.lake, 'spend')
    expect(Object.keys(rows)).toHaveLength(4)
    expect(rows['ads.main.2026-01-02']?.map(({ keyword, cost_micros }) => [keyword, cost_micros])).toEqual([
      ['Search', 10_500_000n],
      ['Search', 12_500_000n],
      ['Social', 11_500_000n],
    ])
    expect(rows['ads.main.2026-01-03']?.[0]).toMatchObject({ cost_micros: 20_500_000n })
  })

  it('takes away units under days that were read wrong', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const path = files.write('a.csv', csv(adsHeader, ['02.01.2026,Search,1,1.00']))
    const wrong = connect(adsYaml.replace('yyyy-MM-dd', 'MM.dd.yyyy'))
    await syncFiles(rt, wrong, [path])
    const summary = await syncFiles(rt, connect(adsYaml.replace('yyyy-MM-dd', 'dd.MM.yyyy')), [path])
    expect(summary.total).toMatchObject({ unitsWritten: 1, unitsRemoved: 1 })
    expect(Object.keys(await rowsOf(rt.lake, 'spend'))).toEqual(['ads.main.2026-01-02'])
  })

  it('takes rows from quarantine that can be read now', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const path = files.write('a.csv', csv(adsHeader, ['2026-01-01,Search,1,"1,25"']))
    expect((await syncFiles(rt, ads, [path])).total.quarantined).toBe(1)
    const summary = await syncFiles(rt, connect(adsYaml.replace('decimal: point', 'decimal: comma')), [path])
    expect(summary.total).toMatchObject({ good: 1, quarantined: 0 })
  })
})

describe('versions', () => {
  const yaml = `
name: crm
kind: file
files: '*.csv'
rows: merge
records:
  - record: lead
    columns: {lead_id: Id, created_at: Created, updated_at: Updated, stage: Stage}
`
  const crm = connect(yaml)
  const header = 'Id,Created,Updated,Stage'
  const stages = async (rt: ReturnType<typeof stores.memory>) =>
    Object.values(await rowsOf(rt.lake, 'lead'))
      .flat()
      .map((row) => [row.lead_id, row.stage])

  it('keeps the newest of each key, though the file with the others is gone', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const first = ['1,2026-01-01T10:00:00,2026-01-02T10:00:00,new', '2,2026-01-01T11:00:00,2026-01-05T10:00:00,won']
    await syncFiles(rt, crm, [files.write('a.csv', csv(header, first))])
    const second = ['1,2026-01-01T10:00:00,2026-01-03T10:00:00,sql', '2,2026-01-01T11:00:00,2026-01-04T10:00:00,old']
    await syncFiles(rt, crm, [files.write('b.csv', csv(header, second))])
    expect(await stages(rt)).toEqual([
      ['crm:main:1', 'sql'],
      ['crm:main:2', 'won'],
    ])
    await syncFiles(rt, connect(yaml.replace('stage: Stage', 'stage: Stage, product: Stage')), [])
    expect(await stages(rt)).toEqual([
      ['crm:main:1', 'sql'],
      ['crm:main:2', 'won'],
    ])
  })
})

describe('personal data', () => {
  const yaml = `
name: crm
kind: file
files: '*.csv'
personal: [Name]
records:
  - record: contact
    columns: {contact_id: Id, created_at: Created, phone_key: {phone: Phone}}
`
  it('never reaches the lake, and the hash survives a re-read', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const text =
      'Id,Created,Name,Phone\n1,2026-01-01,Иван Тайный,+7 912 345-67-89\n2,bad,Пётр Скрытый,+7 912 000-00-00\n'
    await syncFiles(rt, connect(yaml), [files.write('a.csv', text)])
    const before = Object.values(await rowsOf(rt.lake, 'contact')).flat()
    for (const { key } of await rt.lake.list('')) {
      const bytes = Buffer.from((await rt.lake.get(key))!.bytes)
      const stored = key.endsWith('.zst') ? await unpackedText(bytes) : Buffer.from(bytes).toString('utf8')
      expect(stored).not.toMatch(/Тайный|Скрытый|912/)
    }
    expect(before[0]?.phone_key).toMatch(/^[0-9a-f]{32}$/)
    await syncFiles(rt, connect(`${yaml}dates: [iso, dd.MM.yyyy]\n`), [])
    expect(Object.values(await rowsOf(rt.lake, 'contact')).flat()).toEqual(before)
  })

  it('leaves raw when a column is declared personal later', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const open = connect(yaml.replace('personal: [Name]\n', ''))
    await syncFiles(rt, open, [files.write('a.csv', 'Id,Created,Name,Phone\n1,2026-01-01,Иван Тайный,\n')])
    await syncFiles(rt, connect(yaml), [])
    const raws = await rt.lake.list('raw/')
    expect(raws).toHaveLength(1)
    expect(await unpackedText((await rt.lake.get(raws[0]!.key))!.bytes)).not.toContain('Тайный')
  })
})

describe('a file that can not be used', () => {
  it('without a needed column is counted row by row and changes no day', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const path = files.write('a.csv', csv(adsHeader, adsRows([1])))
    await syncFiles(rt, ads, [path])
    const before = await listing(rt.lake)
    files.write('a.csv', csv('Day,Campaign,Clicks,Cost', adsRows([1])))
    const summary = await syncFiles(rt, ads, [path])
    expect(summary.files[0]).toMatchObject({ read: 3, quarantined: 3, codes: { MISSING_COLUMN: 3 } })
    expect(summary.files[0]?.problem?.code).toBe('MISSING_COLUMN')
    expect(await listing(rt.lake)).toEqual(before)
  })

  it('of another delimiter is told so', async () => {
    using files = tempFiles()
    const path = files.write('a.csv', csv(adsHeader, adsRows([1])).replaceAll(',', ';'))
    const rt = stores.memory()
    const summary = await syncFiles(rt, ads, [path])
    expect(summary.files[0]?.problem?.hint?.en).toContain('format.delimiter, now ","')
    const again = await syncFiles(rt, ads, [path])
    expect(again.files[0]).toMatchObject({ unchanged: true, problem: summary.files[0]!.problem })
  })

  it('counts as one when it is no table', async () => {
    using files = tempFiles()
    const summary = await syncFiles(stores.memory(), ads, [files.write('a.csv', '')])
    expect(summary.files[0]).toMatchObject({ read: 1, quarantined: 1, good: 0 })
  })

  it('stops between batches when asked', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const path = files.write('a.csv', csv(adsHeader, adsRows([1])))
    await expect(syncFiles(rt, ads, [path], { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'STOPPED' })
    expect(await rt.lake.list('')).toEqual([])
  })

  it('writes nothing on a dry run, and says what it would', async () => {
    using files = tempFiles()
    const rt = stores.memory()
    const summary = await syncFiles(rt, ads, [files.write('a.csv', csv(adsHeader, adsRows(days)))], { dryRun: true })
    expect(summary.total).toMatchObject({ good: 12, unitsWritten: 4 })
    expect(await rt.lake.list('')).toEqual([])
  })
})
