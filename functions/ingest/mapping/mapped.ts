import type { Text } from '#shared/i18n/text.ts'
import type { RecordName, records } from '#shared/records/index.ts'
import type { RowOf, Value } from '#shared/records/record.ts'
import type { QuarantineCode } from '../units/rows.ts'

type Columns<N extends RecordName> = (typeof records)[N]['columns']

/** What a mapping says of a row; what it leaves out is null. `account` defaults to the connection's. */
export type Draft<N extends RecordName> = Partial<Omit<RowOf<Columns<N>>, 'pulled_at'>>

export interface Mapped {
  readonly record: RecordName
  readonly row: Readonly<Record<string, Value>>
  /** The source's own day, for instants of restated days; default: the day of the slice or the row's date. */
  readonly day?: string
  /** Only these columns are known: they are set on the newest version that stands in the lake. */
  readonly patch?: boolean
}

export const to = <N extends RecordName>(record: N, row: Draft<N>, day?: string): Mapped => ({
  record,
  row: row as Mapped['row'],
  day,
})

/** A new version of a row that is known already: deleted, merged. Its key columns must stand in the draft. */
export const patch = <N extends RecordName>(record: N, row: Draft<N>): Mapped => ({ ...to(record, row), patch: true })

/** Thrown by a mapping: the row goes to quarantine. The value itself is never said. */
export class BadValue extends Error {
  readonly code: QuarantineCode
  readonly column: string
  readonly text: Text

  constructor(code: QuarantineCode, column: string, text: Text) {
    super(text.en)
    this.code = code
    this.column = column
    this.text = text
  }
}
