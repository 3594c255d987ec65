import { type AgreementTable, agreementTables, type CompiledAgreement } from '#shared/agreement/tables.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import { encodeTable } from '#shared/parquet/write.ts'
import type { WarehouseSession } from '#shared/warehouse/warehouse.ts'

const names = Object.keys(agreementTables) as AgreementTable[]

/** Puts the compiled agreement where its version says; a version that is there already is left alone. */
export async function storeAgreement(lake: Lake, { version, tables }: CompiledAgreement): Promise<void> {
  for (const name of names) {
    await lake.put(keys.agreement(version, name), encodeTable(agreementTables[name], tables[name]), 'absent')
  }
}

export async function addAgreement(session: WarehouseSession, version: string): Promise<void> {
  for (const name of names) {
    const columns = agreementTables[name]
    await session.addLakeTable({ name, columns, keys: [keys.agreement(version, name)], hive: false })
  }
}
