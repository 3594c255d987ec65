import { basename } from 'node:path'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { FileFormat } from '../connection.ts'
import { csvSplitter, type SplitRow } from '../csv.ts'
import { readFile } from '../read.ts'
import { xlsxRows } from '../xlsx.ts'
import { filledWidth, type Sheet, sheetOf } from './sheet.ts'
import { visibleSheets } from './sheets.ts'
import { firstText, lastText } from './texts.ts'
import { roleOf } from './words.ts'

const rowsLooked = 2000
const delimiters = [',', ';', '\t', '|'] as const

/** The beginning of a file as a table. Errors: FixConfig when no line of it names columns. */
export async function guessTable(
  path: string,
  type: FileFormat['type'],
  encoding: FileFormat['encoding'],
): Promise<Sheet> {
  const sheet = await (type === 'jsonl' ? jsonSheet : type === 'xlsx' ? bestSheet : csvSheet)(path, encoding)
  if (!sheet) throw noHeader(path)
  return sheet
}

async function csvSheet(path: string, encoding: FileFormat['encoding']): Promise<Sheet | undefined> {
  const text = await firstText(path, encoding)
  const tries = delimiters.map((delimiter) => ({
    delimiter,
    rows: csvSplitter(delimiter)(text, true).slice(0, rowsLooked),
  }))
  const best = tries.sort((a, b) => evenness(b.rows) - evenness(a.rows))[0]!
  const sheet = sheetOf(best.delimiter, best.rows, false)
  if (!sheet) return undefined
  const tail = csvSplitter(best.delimiter)(await lastText(path, encoding), true)
  return { ...sheet, tail: tail.flatMap(({ cells }) => (cells?.length === sheet.header.length ? [cells] : [])) }
}

/** The sheet whose header says most; instructions and summaries often stand before it. */
async function bestSheet(path: string): Promise<Sheet | undefined> {
  const sheets: Sheet[] = []
  for (const { name, index } of await visibleSheets(path)) {
    // The first one is found by its place: exports call it otherwise every time.
    const asked = index === 0 ? undefined : name
    const sheet = sheetOf(',', await firstRows(xlsxRows(path, asked)), true)
    if (sheet) sheets.push({ ...sheet, name: asked, title: name })
  }
  const [best, ...rest] = sheets.toSorted((a, b) => knownIn(b) - knownIn(a))
  return best && { ...best, others: rest.filter((sheet) => knownIn(sheet) > 1).map(({ title }) => title!) }
}

/** How many columns with cells are known by their names. */
const knownIn = ({ header, rows }: Sheet): number =>
  rows.length > 0 ? header.filter((name) => roleOf(name) !== undefined).length : 0

async function firstRows(batches: AsyncIterable<readonly SplitRow[]>): Promise<readonly SplitRow[]> {
  for await (const batch of batches) return batch.slice(0, rowsLooked)
  return []
}

async function jsonSheet(path: string, encoding: FileFormat['encoding']): Promise<Sheet> {
  let header: readonly string[] = []
  const format: FileFormat = { type: 'jsonl', encoding, delimiter: ',', header_row: 1 }
  for await (const event of readFile(path, format)) {
    if (event.kind === 'header') header = event.header
    if (event.kind !== 'rows') continue
    return { delimiter: ',', headerRow: 1, header, rows: event.rows.slice(0, rowsLooked).map(({ cells }) => cells) }
  }
  return { delimiter: ',', headerRow: 1, header, rows: [] }
}

/** How many cells the most usual row has, weighted by how usual it is: a wrong delimiter gives one cell or a jumble. */
function evenness(rows: readonly SplitRow[]): number {
  const width = usualWidth(rows)
  const same = rows.filter((row) => row.cells?.length === width).length
  return (same / Math.max(rows.length, 1)) * Math.min(width, 10)
}

/** Lines of one cell are titles and notes around a table. */
function usualWidth(rows: readonly SplitRow[]): number {
  const counts = new Map<number, number>()
  for (const { cells } of rows) {
    if (cells && cells.length > 1 && filledWidth(cells) > 0)
      counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}

const noHeader = (path: string) =>
  new FixConfig({
    code: 'NO_HEADER',
    where: basename(path),
    what: say('Не нашлась строка с названиями колонок.', 'No line with the names of columns was found.'),
    hint: say(
      'Впишите названия колонок первой строкой таблицы; пустой файл выгрузите заново.',
      'Write the names of the columns as the first line of the table; export an empty file anew.',
    ),
  })
