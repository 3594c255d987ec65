import { agreementTables } from '#shared/agreement/tables.ts'
import { records } from '#shared/records/index.ts'
import type { TableColumns } from '#shared/warehouse/warehouse.ts'

/** The two small tables that a build makes for itself before any model. */
export const buildTables = {
  build_input: { as_of: 'date' },
  observed: { source: 'text', record: 'text', observed_from: 'date', newest: 'date' },
} satisfies Record<string, TableColumns>

/** The columns of a record as the lake holds them; `source` and `month` come from the path. */
export const recordColumns = (record: keyof typeof records): TableColumns =>
  Object.fromEntries(Object.entries(records[record].columns).map(([name, column]) => [name, column.kind]))

const recordTables: Record<string, TableColumns> = Object.fromEntries(
  Object.keys(records).map((name) => [
    name,
    { ...recordColumns(name as keyof typeof records), source: 'text', month: 'text' },
  ]),
)

/** Everything that a model may read besides other models, by table name. */
export const baseTables: Readonly<Record<string, TableColumns>> = {
  ...recordTables,
  ...agreementTables,
  ...buildTables,
}
