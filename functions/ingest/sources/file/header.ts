import type { BadRow } from '#ingest/units/rows.ts'
import { say } from '#shared/i18n/text.ts'
import { badRow } from './bad.ts'
import type { SplitRow } from './csv.ts'

const columnLimit = 10_000

/** Column names as connections write them: one space between words, NFC. A column without a name is called `#<number>`. */
export const headerOf = (cells: readonly string[]): readonly string[] =>
  cells.map((cell, at) => columnName(cell) || `#${at + 1}`)

export const columnName = (cell: string): string => cell.normalize('NFC').replace(/\s+/gu, ' ').trim()

/** Why a row can't be the header: then the file can't be read at all. */
export function headerProblem(row: SplitRow): BadRow | undefined {
  if (!row.cells) return badRow(row.line, row.bad)
  if (row.cells.some((cell) => !cell.isWellFormed())) return badRow(row.line, 'NOT_UTF8')
  if (row.cells.some((cell) => cell.includes('\0'))) return badRow(row.line, 'NOT_A_TABLE')
  if (row.cells.length > columnLimit || row.cells.some((cell) => cell.length > 1000))
    return badRow(row.line, 'TOO_LARGE')
  const names = headerOf(row.cells)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice === undefined) return undefined
  const message = say(
    `Колонка «${twice}» стоит в файле дважды: неясно, какую читать. Переименуйте одну из них.`,
    `The column "${twice}" stands twice in the file: it is not clear which to read. Give one another name.`,
  )
  return { ...badRow(row.line, 'DUPLICATE_HEADER', message), column: twice }
}
