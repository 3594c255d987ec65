import type { QuarantineCode } from '#ingest/units/rows.ts'

/** A row as it was split, or why it could not be; `line` is its first physical line. */
export type SplitRow =
  | { readonly line: number; readonly cells: readonly string[]; readonly bad?: undefined }
  | { readonly line: number; readonly bad: QuarantineCode; readonly cells?: undefined }

/** Longest cell and longest row, in characters. */
export const cellLimit = 1 << 20
const rowLimit = 4 << 20

interface Quoted {
  readonly cells: string[]
  /** Where the next row begins. */
  readonly end: number
}

/** Where the splitting of a file stands between two pieces of it. */
export interface SplitState {
  /** The beginning of a row whose end is in the next piece. */
  readonly carried: string
  /** The physical line on which the next row begins. */
  readonly line: number
  /** The character that ends a row, once one was seen. */
  readonly newline: string | undefined
  /** The rest of a row that was too large is passed over. */
  readonly skipping: boolean
}

export const splitStart: SplitState = { carried: '', line: 1, newline: undefined, skipping: false }

/** Splits the pieces of a file, one after the other. */
export function csvSplitter(delimiter: string) {
  let state = splitStart
  return (piece: string, last: boolean): readonly SplitRow[] => {
    const split = splitPiece(piece, state, delimiter, last)
    state = split.state
    return split.rows
  }
}

/**
 * RFC 4180 in pieces: quotes, doubled quotes, line breaks in quotes; CRLF, LF or CR. Own code, because a million rows
 * must take seconds and a row with a wrong quote must cost only its own first line: reading goes on from the next one.
 */
export function splitPiece(
  piece: string,
  state: SplitState,
  delimiter: string,
  last: boolean,
): { readonly rows: readonly SplitRow[]; readonly state: SplitState } {
  const text = state.carried === '' ? piece : state.carried + piece
  const newline = state.newline ?? newlineOf(text)
  const mark = newline ?? '\n'
  let { line, skipping } = state
  const rows: SplitRow[] = []
  let at = 0
  let quote = text.indexOf('"')
  while (at < text.length) {
    const found = text.indexOf(mark, at)
    if (found < 0 && !last) break
    const stop = found < 0 ? text.length : found
    const next = found < 0 ? text.length : found + 1
    if (quote >= 0 && quote < at) quote = text.indexOf('"', at)
    if (skipping) {
      skipping = false
    } else if (quote < 0 || quote >= stop) {
      rows.push({ line, cells: plainLine(text, at, stop).split(delimiter) })
    } else {
      const row = quotedRow(text, at, mark, delimiter, last)
      if (row === 'more' && text.length - at < rowLimit) break
      if (typeof row === 'object') {
        rows.push({ line, cells: row.cells })
        line += countOf(text, mark, at, row.end)
        at = row.end
        continue
      }
      rows.push({ line, bad: row === 'more' ? 'TOO_LARGE' : 'RAGGED' })
    }
    line += found < 0 ? 0 : 1
    at = next
  }
  const carried = text.slice(at)
  if (carried.length < rowLimit || last) return { rows, state: { carried, line, newline, skipping } }
  if (!skipping) rows.push({ line, bad: 'TOO_LARGE' })
  return { rows, state: { carried: '', line, newline, skipping: true } }
}

function newlineOf(text: string): string | undefined {
  if (text.includes('\n')) return '\n'
  // A line feed may still follow the last ones.
  return /\r[^\r]/.test(text) ? '\r' : undefined
}

const plainLine = (text: string, at: number, stop: number): string =>
  text.slice(at, stop > at && text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop)

/** `more`: the text ended inside quotes and there may be more of it. `broken`: a quote stands where none can. */
function quotedRow(
  text: string,
  start: number,
  mark: string,
  delimiter: string,
  last: boolean,
): Quoted | 'more' | 'broken' {
  const cells: string[] = []
  let at = start
  for (;;) {
    if (text[at] !== '"') {
      const stop = unquotedEnd(text, at, mark, delimiter)
      if (stop === text.length && !last) return 'more'
      cells.push(text[stop] === delimiter ? text.slice(at, stop) : plainLine(text, at, stop))
      if (text[stop] !== delimiter) return { cells, end: Math.min(stop + 1, text.length) }
      at = stop + 1
      continue
    }
    const close = closingQuote(text, at + 1)
    if (close < 0) return last ? 'broken' : 'more'
    const raw = text.slice(at + 1, close)
    cells.push(raw.includes('"') ? raw.replaceAll('""', '"') : raw)
    let after = close + 1
    if (mark === '\n') while (text[after] === '\r') after++
    if (text[after] === undefined) return last ? { cells, end: text.length } : 'more'
    if (text[after] === mark) return { cells, end: after + 1 }
    if (after !== close + 1 || text[after] !== delimiter) return 'broken'
    at = after + 1
  }
}

function unquotedEnd(text: string, at: number, mark: string, delimiter: string): number {
  for (let stop = at; stop < text.length; stop++) {
    const character = text[stop]
    if (character === delimiter || character === mark) return stop
  }
  return text.length
}

/** The index of the quote that ends a quoted cell; -1 when it isn't in this text, or may be half of a doubled one. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

function countOf(text: string, mark: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf(mark, from); at >= 0 && at < to; at = text.indexOf(mark, at + 1)) count += 1
  return count
}
