import type { Text } from '#shared/i18n/text.ts'
import type { RecordName } from '#shared/records/index.ts'
import type { Value } from '#shared/records/record.ts'

/** Why a row was not taken; part of the quarantine line and of every summary. */
export type QuarantineCode =
  | 'TOO_LARGE'
  | 'NOT_UTF8'
  | 'NOT_JSON'
  | 'NOT_A_TABLE'
  | 'RAGGED'
  | 'DUPLICATE_HEADER'
  | 'MISSING_COLUMN'
  | 'REQUIRED'
  | 'NUMBER'
  | 'DATE'
  | 'RANGE'
  | 'CONFLICT'
  | 'SCHEMA'

/** A row as the file holds it: `line` is its first physical line (1-based; the spreadsheet row for XLSX). */
export interface SourceRow {
  readonly line: number
  readonly cells: readonly string[]
}

export interface BadRow {
  readonly line: number
  readonly code: QuarantineCode
  readonly column?: string
  readonly message: Text
}

/** What a file yields, in order: its header once, then batches of rows and of rows that could not be split. */
export type ReadEvent =
  | { readonly kind: 'header'; readonly header: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly SourceRow[] }
  | { readonly kind: 'bad'; readonly rows: readonly BadRow[] }

export interface MappedRow {
  readonly record: RecordName
  /** All columns of the record but pulled_at, which the flow adds. */
  readonly row: Readonly<Record<string, Value>>
}

export type MapResult =
  | { readonly kind: 'good'; readonly rows: readonly MappedRow[] }
  | { readonly kind: 'filtered' }
  | { readonly kind: 'bad'; readonly code: QuarantineCode; readonly column?: string; readonly message: Text }

export type Mapper = (cells: readonly string[]) => MapResult
