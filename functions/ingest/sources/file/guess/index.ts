import type { BadRow, MappedRow } from '#ingest/units/rows.ts'
import type { DecimalMark } from '#shared/numbers/number.ts'
import type { FileConnection } from '../connection.ts'
import { compileMapping } from '../mapping.ts'
import { readFile } from '../read.ts'
import { type ColumnGuess, guessColumns } from './columns.ts'
import type { Guess } from './guess.ts'
import { guessEncoding, guessType, sampleOf } from './sample.ts'
import { guessTable } from './table.ts'

export { draftConnection } from './draft.ts'
export type { Guess } from './guess.ts'

export interface Preview {
  readonly rows: readonly MappedRow[]
  readonly bad: readonly BadRow[]
  readonly filtered: number
}

/** Looks at the beginning of a file and says how it is probably written and what its columns are. Errors: Unavailable. */
export async function guessFile(path: string): Promise<Guess> {
  const sample = await sampleOf(path)
  const type = guessType(path, sample)
  const encoding = type === 'xlsx' ? 'utf-8' : guessEncoding(sample)
  const sheet = await guessTable(path, type, encoding)
  const columns = guessColumns(sheet)
  const isTabbed = type === 'csv' && sheet.delimiter === '\t'
  return {
    path,
    format: { type: isTabbed ? 'tsv' : type, delimiter: sheet.delimiter, encoding, header_row: sheet.headerRow },
    columns,
    decimal: decimalOf(columns),
    currency: columns.find(({ currency }) => currency !== undefined)?.currency,
  }
}

function decimalOf(columns: readonly ColumnGuess[]): DecimalMark | undefined {
  const count = (mark: DecimalMark) => columns.filter(({ decimal }) => decimal === mark).length
  if (count('comma') === 0 && count('point') === 0) return undefined
  return count('comma') > count('point') ? 'comma' : 'point'
}

/** The first rows of a file as they would be read; a file that lacks a column comes as one bad row. Errors: Unavailable. */
export async function previewRows(connection: FileConnection, path: string, count: number): Promise<Preview> {
  const rows: MappedRow[] = []
  const bad: BadRow[] = []
  let filtered = 0
  let seen = 0
  let mapper: ReturnType<typeof compileMapping> | undefined
  for await (const event of readFile(path, connection.format)) {
    if (event.kind === 'header') mapper = compileMapping(connection, event.header, new Uint8Array(32))
    if (event.kind === 'bad') bad.push(...event.rows.slice(0, count))
    if (event.kind !== 'rows' || !mapper) continue
    if (typeof mapper !== 'function') {
      bad.push({ line: connection.format.header_row, code: 'MISSING_COLUMN', message: mapper.what })
      break
    }
    for (const { line, cells } of event.rows.slice(0, count - seen)) {
      const result = mapper(cells)
      if (result.kind === 'good') rows.push(...result.rows)
      else if (result.kind === 'filtered') filtered += 1
      else bad.push({ line, code: result.code, column: result.column, message: result.message })
      seen += 1
    }
    if (seen >= count) break
  }
  return { rows, bad, filtered }
}
