import type { WarehouseSession } from '#shared/warehouse/warehouse.ts'
import type { LookupDefinition, Row } from './model.ts'

/** Makes the small table of a lookup from what is built so far; answers the number of its rows. */
export async function makeLookup(
  session: WarehouseSession,
  { name, columns, make }: LookupDefinition,
): Promise<number> {
  const rows = await make(async (sql) => (await session.query(sql)).rows as readonly Row[])
  await session.addRows(name, columns, rows)
  return rows.length
}
