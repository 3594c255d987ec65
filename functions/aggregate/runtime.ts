import type { Runtime } from '#shared/runtime.ts'
import type { Warehouse } from '#shared/warehouse/warehouse.ts'

/** What building needs besides the runtime: an engine, or a folder where the laptop's engine may work. */
export interface AggregateRuntime extends Pick<Runtime, 'lake' | 'state' | 'progress' | 'log'> {
  readonly scratch: string
  /** Not given: DuckDB over the lake's folder, or over copies where the lake has none. */
  readonly warehouse?: Warehouse
}

export type ReadingRuntime = Pick<AggregateRuntime, 'lake' | 'scratch' | 'warehouse'>

const rootOf = (lake: Runtime['lake']): string | Runtime['lake'] =>
  'root' in lake && typeof lake.root === 'string' ? lake.root : lake

export async function warehouseOf(rt: ReadingRuntime): Promise<Warehouse> {
  if (rt.warehouse) return rt.warehouse
  const { duckdbWarehouse } = await import('#shared/warehouse/duckdb.ts')
  return duckdbWarehouse({ lakeRoot: rootOf(rt.lake), scratch: rt.scratch })
}
