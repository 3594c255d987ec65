/** One file of the company: its path inside the project, and its text. */
export interface DemoFile {
  readonly name: string
  readonly text: string
}

export type Cell = string | number | null

/** Writes a table as its system would: its delimiter, and a byte order mark where spreadsheets expect one. */
export function tableFile(
  name: string,
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  { delimiter = ';', mark = false }: { delimiter?: string; mark?: boolean } = {},
): DemoFile {
  const lines = [header, ...rows].map((row) => row.map((cell) => quoted(cell, delimiter)).join(delimiter))
  return { name, text: `${mark ? '\uFEFF' : ''}${lines.join('\r\n')}\r\n` }
}

function quoted(cell: Cell, delimiter: string): string {
  const text = cell === null ? '' : String(cell)
  return text.includes(delimiter) || text.includes('"') || text.includes('\n')
    ? `"${text.replaceAll('"', '""')}"`
    : text
}

/** `31.10.2026 18:05:09` */
export function russianTime(moment: number): string {
  const iso = new Date(moment).toISOString()
  return `${russianDay(moment)} ${iso.slice(11, 19)}`
}

/** `31.10.2026` */
export function russianDay(moment: number): string {
  const [year, month, date] = new Date(moment).toISOString().slice(0, 10).split('-')
  return `${date}.${month}.${year}`
}

/** `2026-10-31 18:05:09` */
export const isoTime = (moment: number): string => new Date(moment).toISOString().slice(0, 19).replace('T', ' ')

/** `1 234,56`, as Russian cabinets export it */
export const russianMoney = (kopecks: number): string =>
  `${String(Math.trunc(kopecks / 100)).replace(/\B(?=(\d{3})+$)/g, ' ')},${String(kopecks % 100).padStart(2, '0')}`

/** `1234.56` */
export const plainMoney = (kopecks: number): string => (kopecks / 100).toFixed(2)
