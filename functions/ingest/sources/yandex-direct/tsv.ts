/** A report as it stands on the wire. Every line but the rows can be switched off. */
export interface Report {
  readonly columns: readonly string[] | undefined
  /** Cells as text; a row may have another number of cells than there are columns. */
  readonly rows: readonly (readonly string[])[]
  /** Of the line `Total rows: N`. */
  readonly total: number | undefined
}

/** Lines of a report; a quoted cell may hold a line end. */
export function readReport(text: string): Report {
  const lines = linesOf(text)
  const total = totalOf(lines.at(-1))
  if (total !== undefined) lines.pop()
  if (lines.length > 0 && isTitle(lines[0]!)) lines.shift()
  const columns = lines.length > 0 ? columnsOf(lines[0]!) : undefined
  if (columns) lines.shift()
  return { columns, rows: joined(lines, columns?.length ?? 0), total }
}

/** What the last line says, without reading the rest. */
export const summaryOf = (text: string): number | undefined => {
  const end = text.slice(-200).trimEnd()
  return totalOf(end.slice(Math.max(end.lastIndexOf('\n'), end.lastIndexOf('\r')) + 1))
}

function linesOf(text: string): string[] {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  return body.split(/\r\n|\n|\r/).filter((line) => line !== '')
}

/** In whatever language: one cell that ends in a number. */
function totalOf(line: string | undefined): number | undefined {
  const [, digits] = /^"?[^\t\d"]+:\s*(\d[\d\s]*)"?$/.exec(line?.trim() ?? '') ?? []
  return digits === undefined ? undefined : Number(digits.replace(/\s/g, ''))
}

const name = /^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)*$/

/** Names of fields only; a row always holds a date. */
function columnsOf(line: string): readonly string[] | undefined {
  const cells = (cellsOf(line) ?? []).map((cell) => cell.trim())
  return cells.length > 0 && cells.every((cell) => name.test(cell)) ? cells : undefined
}

/** `"Name (2016-11-12 - 2016-12-12)"`. */
const isTitle = (line: string) => !line.includes('\t') && !columnsOf(line)

const mostJoined = 20

/** Rows of cells; lines are put together where a quote goes on over their end and the row is then complete. */
function joined(lines: readonly string[], width: number): (readonly string[])[] {
  const rows: (readonly string[])[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    let cells = cellsOf(line)
    for (let more = 1; !cells && more < mostJoined && i + more < lines.length; more++) {
      const longer = cellsOf(lines.slice(i, i + more + 1).join('\n'))
      if (longer?.length !== width) continue
      cells = longer
      i += more
    }
    // A quote that nobody closes is a letter like any other.
    rows.push(fitted(cells ?? line.split('\t'), width))
  }
  return rows
}

/** Tabs at the end of a line are not cells. */
function fitted(cells: readonly string[], width: number): readonly string[] {
  if (width === 0 || cells.length <= width) return cells
  return cells.slice(width).every((cell) => cell === '') ? cells.slice(0, width) : cells
}

/** undefined: a quote is still open at the end. */
function cellsOf(line: string): readonly string[] | undefined {
  if (!line.includes('"')) return line.split('\t')
  const cells: string[] = []
  for (let at = 0; at <= line.length; ) {
    const end = line.charCodeAt(at) === 0x22 ? closing(line, at) : -1
    if (end === undefined) return undefined
    if (end >= 0) cells.push(line.slice(at + 1, end).replaceAll('""', '"'))
    const tab = line.indexOf('\t', Math.max(at, end))
    const stop = tab < 0 ? line.length : tab
    if (end < 0) cells.push(line.slice(at, stop))
    at = stop + 1
  }
  return cells
}

/** The place of the quote that ends the cell; -1: it is no quoted cell after all (`"red" shoes`). */
function closing(line: string, start: number): number | undefined {
  for (let at = start + 1; ; at++) {
    at = line.indexOf('"', at)
    if (at < 0) return undefined
    if (line[at + 1] !== '"') return at + 1 === line.length || line[at + 1] === '\t' ? at : -1
    at++
  }
}
