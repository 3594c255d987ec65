import { expect, it } from 'vitest'
import { addHints, readHints } from '#ingest/door/hints.ts'
import { openBench } from './builders/test-source-run.ts'
import { bitrix24Setting, bitrix24World } from './platforms/bitrix24.ts'

const dayMs = 86_400_000
const processes = 'scan_days: 7, items: [{type: 31, as: payment}, {type: 128, as: deal}]'

const item = {
  ...{ id: 7, createdTime: '2026-07-02T10:00:00+03:00', updatedTime: '2026-07-06T12:00:00+03:00', categoryId: 2 },
  ...{ movedTime: '2026-07-06T12:00:00+03:00', opportunity: 5000, currencyId: 'RUB', parentId1: 12, parentId2: 14 },
}

async function opened() {
  const world = bitrix24World()
  world.data.items[31] = [
    { ...item, stageId: 'DT31_2:P' },
    { ...item, id: 8, stageId: 'DT31_2:P' },
  ]
  world.data.items[128] = [item, { ...item, id: 9 }]
  const yaml = (url: string) => bitrix24Setting.yaml(url).replace('scan_days: 1', processes)
  const bench = await openBench({ ...bitrix24Setting, yaml }, world.answer)
  await bench.pull()
  return { world, bench }
}

type Opened = Awaited<ReturnType<typeof opened>>

/** Ids whose newest version is deleted, or worth nothing. */
async function gone({ bench }: Opened, record: 'lead' | 'deal' | 'payment') {
  const place = (row: Record<string, unknown>) => Number(row.updated_at ?? 0) * 1e-3 + Number(row.pulled_at) * 1e3
  const rows = (await bench.rows(record)).toSorted((a, b) => place(a) - place(b))
  const newest = new Map(rows.map((row) => [String(row[`${record}_id`]), row]))
  return [...newest].flatMap(([id, row]) => (row.deleted === true || row.amount_micros === 0n ? [id] : []))
}

const hint = ({ bench }: Opened, entity: string, ...ids: readonly string[]) =>
  addHints(
    bench.state,
    'crm',
    ids.map((id) => ({ entity, id, event: 'x' })),
    bench.clock.time,
  )

const problems = ({ summary }: Awaited<ReturnType<Opened['bench']['pull']>>) =>
  summary.files.flatMap(({ problem }) => problem?.code ?? [])

it('a changed card that is not answered is not deleted: the right to see it may be gone', async () => {
  const run = await opened()
  await using _ = run.bench
  const ids = Array.from({ length: 60 }, (_, i) => String(i + 30))
  for (const id of ids) run.world.drop('lead', id)
  await hint(run, 'lead', ...ids.slice(0, 5))
  run.bench.clock.time += dayMs
  await run.bench.pull()
  expect(await gone(run, 'lead')).toEqual([])
  run.bench.clock.time += 8 * dayMs
  expect(problems(await run.bench.pull())).toEqual(['SCAN_NOT_BELIEVED'])
  expect(await gone(run, 'lead')).toEqual([])
})

it('a deletion that was told and is true is one at once, also of processes and invoices', async () => {
  const run = await opened()
  await using _ = run.bench
  run.world.drop('lead', '20')
  for (const type of [31, 128]) run.world.data.items[type]!.shift()
  await hint(run, 'deleted', '1-20', '1-21', '2-14', '31-7', '31-8', '128-7', '1220-5')
  run.bench.clock.time += dayMs
  expect(problems(await run.bench.pull())).toEqual([])
  expect(await gone(run, 'lead')).toEqual(['20'])
  expect(await gone(run, 'payment')).toEqual(['31-7'])
  expect((await gone(run, 'deal')).filter((id) => id !== '14')).toEqual(['128-7'])
})

it('a deletion that was told is one also where the connection names its resources, as it did before there was one for it', async () => {
  const world = bitrix24World()
  const yaml = (url: string) => `${bitrix24Setting.yaml(url)}resources: [leads, deals]`
  const bench = await openBench({ ...bitrix24Setting, yaml }, world.answer)
  await using _ = bench
  await bench.pull()
  world.drop('lead', '20')
  await hint({ world, bench }, 'deleted', '1-20')
  bench.clock.time += dayMs
  expect(problems(await bench.pull())).toEqual([])
  expect(await gone({ world, bench }, 'lead')).toEqual(['20'])
  expect(await readHints(bench.state, 'crm')).toEqual([])
})

it('processes and invoices that were deleted without a word are found by the scan, and found again when restored', async () => {
  const run = await opened()
  await using _ = run.bench
  const { items } = run.world.data
  for (const type of [31, 128]) items[type]!.pop()
  run.bench.clock.time += 8 * dayMs
  expect(problems(await run.bench.pull())).toEqual([])
  expect(await gone(run, 'payment')).toEqual(['31-8'])
  expect((await gone(run, 'deal')).filter((id) => id !== '14')).toEqual(['128-9'])
  items[128]!.push({ ...item, id: 9 })
  run.bench.clock.time += 8 * dayMs
  await run.bench.pull()
  expect((await gone(run, 'deal')).filter((id) => id !== '14')).toEqual([])
})
