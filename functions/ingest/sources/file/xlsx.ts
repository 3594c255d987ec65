import { readFile } from 'node:fs/promises'
import { type CellValue, streamXlsxRows } from 'hucre/xlsx'
import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { SplitRow } from './csv.ts'
import { typedNumber } from './typed.ts'
import { zipProblem } from './zip-size.ts'

const batchSize = 5000

/** Rows of a sheet (the first one by default), `line` as Excel numbers them. A damaged workbook ends with one bad row. */
export async function* xlsxRows(path: string, sheet: string | undefined): AsyncGenerator<readonly SplitRow[]> {
  const bytes = await workbookBytes(path)
  const problem = zipProblem(bytes)
  if (problem) return yield [{ line: 1, bad: problem }]
  let batch: SplitRow[] = []
  let line = 0
  try {
    for await (const row of streamXlsxRows(bytes, sheet === undefined ? {} : { sheet })) {
      line = row.index + 1
      batch.push({ line, cells: row.values.map(cellText) })
      if (batch.length < batchSize) continue
      yield batch
      batch = []
    }
  } catch {
    batch.push({ line: line + 1, bad: 'NOT_A_TABLE' })
  }
  yield batch
}

function cellText(value: CellValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return typedNumber(value)
  if (value instanceof Date) return dateText(value)
  return String(value)
}

/** Spreadsheets know no zones: the cell's wall time is what counts. Serial numbers are off by parts of a millisecond. */
function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return ''
  const text = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString()
  // A cell of only a time counts from the day before the first one.
  if (value.getTime() < 0 && /^(1899-12-3[01]|1904-01-01)T/.test(text) && !text.endsWith('T00:00:00.000Z'))
    return text.slice(11, 19)
  return text.slice(11, 19) === '00:00:00' ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ')
}

/** A workbook, which is read whole. Errors: Unavailable. */
export async function workbookBytes(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) => {
    throw new Unavailable({
      code: 'FILE_UNREADABLE',
      what: say(`Не удалось прочитать файл ${path}.`, `The file ${path} could not be read.`),
      cause,
    })
  })
}
