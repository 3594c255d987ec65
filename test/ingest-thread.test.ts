import { zstdDecompressSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { doJob, type Job } from '#ingest/threads/jobs.ts'
import { doneOnThread } from '#ingest/threads/thread.ts'
import { codedUnit } from '#ingest/units/coded-unit.ts'
import { addRow, emptyUnit } from '#ingest/units/unit.ts'

function unitJob(): Job {
  const unit = emptyUnit('spend', '2026-01-01')
  for (const clicks of [3, null, 1, 3])
    addRow(unit, { account: 'main', date: '2026-01-01', campaign_name: `к ${clicks}`, clicks, cost_micros: 2n ** 60n })
  return { kind: 'unit', order: { unit: codedUnit(unit), pulledAt: 5, standing: undefined, dryRun: false } }
}

it('makes the same of a unit on a thread as here', async () => {
  const made = await doneOnThread(unitJob())
  expect(made).toBeDefined()
  expect(made).toEqual(doJob(unitJob()))
})

it('puts raw rows one on a line, also where a cell looks like the border between them', async () => {
  const rows = [['a', 'б'], ['],['], ['']]
  const job: Job = { kind: 'raw', pieces: ['{"line":2}\n', { json: JSON.stringify(rows), rows: 3 }] }
  const made = await doneOnThread<Uint8Array>(job)
  const lines = zstdDecompressSync(made!).toString('utf8').split('\n')
  expect(lines).toEqual(['{"line":2}', '["a","б"]', '["],["]', '[""]', ''])
})

it('answers undefined where the thread can not do it, and goes on', async () => {
  const unit = emptyUnit('spend', '2026-01-01')
  addRow(unit, { account: 'main', date: 'no day' })
  const order = { unit: codedUnit(unit), pulledAt: 5, standing: undefined, dryRun: false }
  expect(await doneOnThread({ kind: 'unit', order })).toBeUndefined()
  expect(await doneOnThread(unitJob())).toBeDefined()
})
