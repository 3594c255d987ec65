import { Temporal } from 'temporal-polyfill'
import type { SqlCase } from '#test/builders/sql-case.ts'
import { type Cell, type Trino, TrinoError } from './client.ts'

/** The parts of a type's brackets: map(varchar(1), bigint) → varchar(1) and bigint. */
function partsOf(type: string): readonly string[] {
  const inner = type.slice(type.indexOf('(') + 1, -1)
  const parts: string[] = ['']
  let depth = 0
  for (const sign of inner) {
    if (sign === '(') depth++
    if (sign === ')') depth--
    if (sign === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += sign
  }
  return parts.map((part) => part.trim())
}

const withoutZeros = (text: string): string => (text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text)

function numberOf(text: string): number | string {
  const value = Number(text)
  if (Object.is(value, -0)) return '-0'
  return Number.isFinite(value) ? value : text
}

const wholeOf = (text: string): number | string => (Number.isSafeInteger(Number(text)) ? Number(text) : text)

/** A moment with a zone, on the clock of UTC. */
function utcOf(text: string): string {
  const [, date, time, zone] = /^(\S+) (\S+) (.+)$/.exec(text) ?? []
  const moment = Temporal.ZonedDateTime.from(`${date}T${time}[${zone}]`).toInstant().toString()
  return `${withoutZeros(moment.replace('T', ' ').replace('Z', ''))}Z`
}

const byKey = (a: readonly unknown[], b: readonly unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1)

function spellMany(type: string, cell: Exclude<Cell, string | boolean | null>): unknown {
  const parts = partsOf(type)
  if (!Array.isArray(cell)) {
    const [key = '', value = ''] = parts
    return Object.entries(cell)
      .map(([name, one]) => [spell(key, name), spell(value, one)])
      .sort(byKey)
  }
  const row = type.startsWith('row')
  return cell.map((one: Cell, at) => spell((row ? parts[at] : parts[0]) ?? '', one))
}

/** A value as the recorded cases spell it. */
function spell(type: string, cell: Cell): unknown {
  if (cell === null || typeof cell === 'boolean') return cell
  if (typeof cell === 'object') return spellMany(type, cell)
  if (/^(tinyint|smallint|integer|bigint)$/.test(type)) return wholeOf(cell)
  if (/^(double|real)$/.test(type)) return numberOf(cell)
  if (type.endsWith('with time zone')) return utcOf(cell)
  if (/^(decimal|timestamp|time\b)/.test(type)) return withoutZeros(cell)
  if (type === 'varbinary') return `0x${Buffer.from(cell, 'base64').toString('hex')}`
  return cell
}

/** Recorded messages are cut: some list all functions of a name. */
const longestMessage = 160

/** What this Trino answers to the statement of a case, in the form of its recorded answer. */
export async function answerNow(trino: Trino, sql: string): Promise<SqlCase['trino']> {
  try {
    const { columns, rows } = await trino(sql)
    const types = columns.map((column) => column.type.replaceAll(', ', ','))
    return { rows: rows.map((row) => row.map((cell, at) => spell(columns[at]?.type ?? '', cell))), types }
  } catch (error) {
    if (!(error instanceof TrinoError)) throw error
    return { error: error.message.slice(0, `${error.code}: `.length + longestMessage) }
  }
}

/** Rows without an order of their own are compared sorted. */
export function inOrder(sql: string, answer: SqlCase['trino']): SqlCase['trino'] {
  if ('error' in answer || /\border\s+by\b[^)]*$/i.test(sql)) return answer
  const text = (row: readonly unknown[]) => JSON.stringify(row)
  return { ...answer, rows: [...answer.rows].sort((a, b) => (text(a) < text(b) ? -1 : 1)) }
}
