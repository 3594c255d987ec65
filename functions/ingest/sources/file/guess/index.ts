import type { BadRow, MappedRow } from '#ingest/units/rows.ts'
import type { DecimalMark } from '#shared/numbers/number.ts'
import type { FileConnection } from '../connection.ts'
import { compileMapping } from '../mapping.ts'
import { readFile } from '../read.ts'
import { type ColumnGuess, guessColumns } from './columns.ts'
import type { Guess } from './guess.ts'
import { refuseOtherKinds } from './other-kinds.ts'
import { moneyRoles, peopleRoles } from './role.ts'
import { guessEncoding, guessType, sampleOf } from './sample.ts'
import { guessTable } from './table.ts'
import { splitTotals } from './totals.ts'

export { draftConnection } from './draft.ts'
export { questionsIn } from './draft-line.ts'
export type { Owner } from './draft-rest.ts'
export type { Guess } from './guess.ts'

export interface Preview {
  readonly rows: readonly MappedRow[]
  readonly bad: readonly BadRow[]
  readonly filtered: number
}

/** Looks at the beginning of a file and says how it is probably written and what its columns are. Errors: Unavailable, FixConfig. */
export async function guessFile(path: string): Promise<Guess> {
  const sample = await sampleOf(path)
  refuseOtherKinds(path, sample)
  const type = guessType(path, sample)
  const encoding = type === 'xlsx' ? 'utf-8' : guessEncoding(path, sample)
  const sheet = await guessTable(path, type, encoding)
  const { rows, filters } = splitTotals(sheet)
  const columns = guessColumns({ ...sheet, rows })
  const isTabbed = type === 'csv' && sheet.delimiter === '\t'
  return {
    path,
    format: {
      type: isTabbed ? 'tsv' : type,
      delimiter: sheet.delimiter,
      encoding,
      header_row: sheet.headerRow,
      ...(sheet.name === undefined ? {} : { sheet: sheet.name }),
    },
    columns,
    isTwoLined: sheet.isTwoLined ?? false,
    others: sheet.others ?? [],
    where: filters.filter(({ column }) => !columns.some((one) => one.name === column && isPeople(one))),
    decimal: decimalOf(columns),
    currency: currencyOf(columns),
  }
}

/** What nobody may store can't be asked for in a filter either. */
const isPeople = ({ role, isPersonal }: ColumnGuess): boolean => isPersonal === true || peopleRoles.has(role)

/** Amounts in several currencies have to say theirs row by row. */
function currencyOf(columns: readonly ColumnGuess[]): string | undefined {
  const money = columns.filter(({ role }) => role !== undefined && moneyRoles.has(role))
  const known = new Set((money.length > 0 ? money : columns).flatMap(({ currency = [] }) => currency))
  return known.size === 1 ? [...known][0] : undefined
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
