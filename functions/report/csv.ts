import type { Language, Text } from '#shared/i18n/text.ts'

/** Text is guarded against formulas; numbers stay numbers, so −5 is −5. Money is bigint micros. */
export type CsvValue = string | number | bigint | null

export interface CsvColumn<R> {
  readonly label: Text
  /** Digits after the decimal sign of a number; for micros of money the digits to keep (default 2). */
  readonly digits?: number
  readonly value: (row: R) => CsvValue
}

const dialects: Readonly<Record<Language, { mark: string; separator: string; decimal: string; end: string }>> = {
  ru: { mark: '\ufeff', separator: ';', decimal: ',', end: '\r\n' },
  en: { mark: '', separator: ',', decimal: '.', end: '\n' },
}

/** What a sheet would take for a formula, also behind spaces and in full width. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\0]/

const guarded = (text: string) => (formula.test(text) ? `'${text}` : text)

function quoted(text: string, separator: string): string {
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Exact: money never passes through a float. */
function microsText(micros: bigint, digits: number): string {
  const unit = 10n ** BigInt(6 - digits)
  const half = unit / 2n
  const size = ((micros < 0n ? -micros : micros) + half) / unit
  const text = size.toString().padStart(digits + 1, '0')
  const sign = micros < 0n && size > 0n ? '-' : ''
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Digits that a float holds for sure: 0.05, not 0.050000000000000044. */
const tidy = 15

function cellText(value: CsvValue, digits: number | undefined, language: Language): string {
  const { separator, decimal } = dialects[language]
  if (value === null) return ''
  if (typeof value === 'string') return quoted(guarded(value.replaceAll('\u00a0', ' ')), separator)
  if (typeof value === 'bigint') return quoted(microsText(value, digits ?? 2).replace('.', decimal), separator)
  const text = digits === undefined ? String(Number(value.toPrecision(tidy))) : value.toFixed(digits)
  return quoted(text.replace('.', decimal), separator)
}

/** A table for people: ru has BOM, `;`, decimal comma and CRLF; en has plain commas and points. Never `sep=`. */
export function tableCsv<R>(columns: readonly CsvColumn<R>[], rows: readonly R[], language: Language): Uint8Array {
  const { mark, separator, end } = dialects[language]
  const head = columns.map((column) => quoted(guarded(column.label[language]), separator))
  const lines = rows.map((row) => columns.map((column) => cellText(column.value(row), column.digits, language)))
  const text = [head, ...lines].map((cells) => cells.join(separator) + end).join('')
  return new TextEncoder().encode(mark + text)
}
