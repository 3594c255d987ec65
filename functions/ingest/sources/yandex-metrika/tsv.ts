import { urlWithoutPeople } from '#shared/people/url.ts'

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', 0: '\0' }

/** A cell of ClickHouse's TSV: `\t`, `\n`, `\\`, `\'`; `\N` is none. */
export function cellText(cell: string): string {
  if (!cell.includes('\\')) return cell
  return cell === '\\N' ? '' : cell.replaceAll(/\\([\s\S])/g, (_, one: string) => escapes[one] ?? one)
}

/** Lines of a log, each as cells; a header that is repeated among them is passed over. */
export function tableOf(text: string): { readonly header: readonly string[]; readonly rows: readonly string[][] } {
  const lines = text
    .replace(/^\ufeff/, '')
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  const [first = ''] = lines
  const header = first.split('\t')
  const rows = lines.slice(1).filter((line) => line !== '' && line !== first)
  return { header, rows: rows.map((line) => rejoined(line.split('\t'), header.length)) }
}

/** Tabs may stand inside an array: while there are too many cells, what is cut inside brackets is put together. */
function rejoined(cells: string[], count: number): string[] {
  if (cells.length <= count) return cells
  const whole: string[] = []
  let extra = cells.length - count
  for (const cell of cells) {
    const before = whole.at(-1)
    if (extra > 0 && before?.startsWith('[') && !isClosed(before)) {
      whole[whole.length - 1] = `${before}\t${cell}`
      extra--
    } else whole.push(cell)
  }
  return whole
}

const isClosed = (cell: string) => cell.endsWith(']') && arrayOf(cell) !== undefined

/**
 * An array as the logs write it: `[\'a\',\'b\']`, `[1,2]`, with quotes and commas inside and holes (`[,,,telegram]`).
 * Holes and empty texts are null. Undefined: it is none.
 */
export function arrayOf(cell: string): readonly (string | null)[] | undefined {
  const text = cellText(cell).trim()
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined
  const inside = text.slice(1, -1)
  if (inside.trim() === '') return []
  const items: (string | null)[] = []
  for (let at = 0; at <= inside.length; ) {
    const { value, end } = inside[at] === "'" ? quoted(inside, at) : bare(inside, at)
    if (end === undefined) return undefined
    items.push(value === '' ? null : value)
    at = end + 1
  }
  return items
}

interface Item {
  readonly value: string
  /** The place of the comma after it, or of the end. */
  readonly end: number | undefined
}

/** A quote closes only before a comma or the end: not all that write these arrays escape what is inside. */
function quoted(text: string, start: number): Item {
  let value = ''
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && at + 1 < text.length) value += escapes[text[++at]!] ?? text[at]
    else if (text[at] === "'" && (at + 1 === text.length || text[at + 1] === ',')) return { value, end: at + 1 }
    else value += text[at]
  }
  return { value, end: undefined }
}

function bare(text: string, start: number): Item {
  const comma = text.indexOf(',', start)
  const end = comma < 0 ? text.length : comma
  const value = text.slice(start, end).trim()
  return { value: value === 'NULL' ? '' : value, end }
}

const email = /[\p{L}\d.+_-]{1,64}(?:@|%40)[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/giu

const suspect = /[?@]|%40/g
const isBorder = (code: number) => code === 0x09 || code === 0x0a

/** Links without the parameters that hold a person, and no e-mail address anywhere; the rest stays as it came. */
export function withoutPeople(text: string): string {
  const pieces: string[] = []
  let from = 0
  for (let found = next(text, 0); found >= 0; found = next(text, from)) {
    let start = found
    while (start > from && !isBorder(text.charCodeAt(start - 1))) start--
    let end = found + 1
    while (end < text.length && !isBorder(text.charCodeAt(end))) end++
    pieces.push(text.slice(from, start), cleaned(text.slice(start, end)))
    from = end
  }
  return from === 0 ? text : pieces.join('') + text.slice(from)
}

function next(text: string, from: number): number {
  suspect.lastIndex = from
  return suspect.exec(text)?.index ?? -1
}

function cleaned(cell: string): string {
  const bare = cell.includes('?') ? urlWithoutPeople(cell) : cell
  return bare.includes('@') || bare.includes('%40') ? bare.replaceAll(email, '*') : bare
}
