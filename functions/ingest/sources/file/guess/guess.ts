import type { Text } from '#shared/i18n/text.ts'
import type { DecimalMark } from '#shared/numbers/number.ts'
import type { RecordName } from '#shared/records/index.ts'
import type { Expression, FileFormat, Filter } from '../connection.ts'
import type { ColumnGuess } from './columns.ts'

/** How a file is probably written, and what its columns are. */
export interface Guess {
  readonly path: string
  readonly format: FileFormat
  readonly columns: readonly ColumnGuess[]
  /** The names of the columns seem to stand on two lines. */
  readonly isTwoLined: boolean
  /** Other sheets of the workbook that look like tables. */
  readonly others: readonly string[]
  /** Leaves out the rows that are sums of others. */
  readonly where: readonly Filter[]
  /** How most numbers of the file are written; undefined when nothing shows it. */
  readonly decimal?: DecimalMark
  readonly currency?: string
}

/** A record that a file seems to hold. */
export interface Proposal {
  readonly record: RecordName
  readonly where?: readonly Filter[]
  /** What a person should look at in `where`. */
  readonly whereNote?: Text
  readonly each?: Readonly<Record<string, Expression>>
  readonly columns: Readonly<Record<string, Expression>>
}
