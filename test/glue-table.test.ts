import { expect, it } from 'vitest'
import { recordTable } from '#shared/warehouse/glue-table.ts'

const projectionOf = (...months: string[]) => {
  const partitions = months.map((month) => ({ source: 'crm', month }))
  const { Parameters = {} } = recordTable('deal', { deal_id: 'id' }, 's3://lake/records/deal/', partitions, true)
  return [
    Parameters['projection.month.type'],
    Parameters['projection.month.range'] ?? Parameters['projection.month.values'],
  ]
}

it.each([
  ['months in a run as a range', ['2026-01', '2026-02', '2026-04'], 'date', '2026-01,2026-04'],
  ['months far apart as a list', ['1970-01', '2026-02'], 'enum', '1970-01,2026-02'],
  ['one month alone as a list, for Trino refuses a range whose ends are the same', ['2026-02'], 'enum', '2026-02'],
])('projects %s', (_, months, type, values) => {
  expect(projectionOf(...months)).toEqual([type, values])
})
