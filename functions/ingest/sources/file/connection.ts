import type { RecordName } from '#shared/records/index.ts'
import type { Filter, RecordMapping as Mapping } from './schema.ts'

export type { Expression, Filter } from './schema.ts'

export interface RecordMapping extends Mapping {
  readonly record: RecordName
}

export interface FileFormat {
  readonly type: 'csv' | 'tsv' | 'xlsx' | 'jsonl'
  /** One character; csv and tsv. */
  readonly delimiter: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp1251'
  /** The physical line (spreadsheet row) on which the header stands, 1-based. */
  readonly header_row: number
  readonly sheet?: string
}

export interface FileConnection {
  /** Where the YAML stands, for messages. */
  readonly path: string
  readonly name: string
  readonly kind: 'file'
  readonly source: string
  readonly account: string
  readonly files: readonly string[]
  readonly format: FileFormat
  readonly time_zone: string
  readonly decimal?: 'point' | 'comma'
  readonly dates: readonly string[]
  readonly currency?: string
  /** Country whose phone numbers may be written without +7 or the like. */
  readonly region: string
  readonly duplicates: 'keep' | 'drop'
  readonly rows: 'replace' | 'merge'
  readonly personal: readonly string[]
  readonly where: readonly Filter[]
  readonly records: readonly RecordMapping[]
}
