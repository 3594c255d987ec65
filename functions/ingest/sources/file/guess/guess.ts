import type { DecimalMark } from '#shared/numbers/number.ts'
import type { RecordName } from '#shared/records/index.ts'
import type { Expression, FileFormat, Filter } from '../connection.ts'
import type { ColumnGuess } from './columns.ts'

/** How a file is probably written, and what its columns are. */
export interface Guess {
  readonly path: string
  readonly format: FileFormat
  readonly columns: readonly ColumnGuess[]
  /** How most numbers of the file are written; undefined when nothing shows it. */
  readonly decimal?: DecimalMark
  readonly currency?: string
}

/** A record that a file seems to hold. */
export interface Proposal {
  readonly record: RecordName
  readonly where?: readonly Filter[]
  readonly each?: Readonly<Record<string, Expression>>
  readonly columns: Readonly<Record<string, Expression>>
}
