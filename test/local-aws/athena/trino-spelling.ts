import type { Cell } from '#test/trino/client.ts'
import type { EngineColumn } from './engine.ts'
import { javaDouble } from './spelling.ts'

const spelled = /^([a-z ]+?)\s*(?:\((\d+)(?:,\s*(\d+))?\))?$/

/** A column of Trino's answer as Athena tells it: lengths and precisions beside the type. */
export function athenaColumnOf(name: string, type: string): EngineColumn {
  const [, base = type.split('(')[0] ?? type, first, second] = spelled.exec(type) ?? []
  if (base !== 'decimal') return { name, type: base === 'real' ? 'float' : base }
  return { name, type: base, precision: Number(first), scale: Number(second) }
}

/** A cell as the text that Athena sends; null is sent as nothing. */
export function athenaTextOf(type: string, cell: Cell): string | null {
  if (cell === null) return null
  if (type === 'double' || type === 'real') return javaDouble(Number(cell))
  if (Array.isArray(cell)) {
    const inner = type.slice('array('.length, -1)
    return `[${cell.map((one: Cell) => athenaTextOf(inner, one) ?? 'null').join(', ')}]`
  }
  if (typeof cell === 'object') throw new Error(`the façade knows no ${type}`)
  return String(cell)
}
