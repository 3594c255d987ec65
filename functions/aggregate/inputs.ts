import { atOnce } from '#shared/at-once.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { WarehouseSession } from '#shared/warehouse/warehouse.ts'
import { recordColumns } from './base-tables.ts'

export interface RecordObject {
  readonly record: RecordName
  readonly key: string
  readonly etag: string
}

const recordNames = Object.keys(records) as RecordName[]

/** Every record file as it stands now, with its etag; the build reads exactly these. */
export async function listRecords(lake: Lake): Promise<readonly RecordObject[]> {
  const found: RecordObject[] = []
  for (const record of recordNames) {
    const files = (await lake.list(keys.recordsOf(record))).filter(({ key }) => key.endsWith('.parquet'))
    const etags = await atOnce(files, async ({ key, etag }) => etag ?? (await lake.head(key))?.etag)
    for (const [at, etag] of etags.entries()) if (etag !== undefined) found.push({ record, key: files[at]!.key, etag })
  }
  return found
}

/** Makes one table per record, read from its files whenever it is; a record without files is an empty table. */
export async function addRecords(session: WarehouseSession, objects: readonly RecordObject[]): Promise<void> {
  for (const record of recordNames) {
    const own = objects.filter((one) => one.record === record).map((one) => one.key)
    await session.addLakeTable({ name: record, columns: recordColumns(record), keys: own, hive: true })
  }
}
