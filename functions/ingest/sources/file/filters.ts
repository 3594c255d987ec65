import { cleanText } from './cells.ts'
import type { Filter } from './connection.ts'
import { patternInputLimit } from './pattern.ts'

export type RowTest = (cells: readonly string[]) => boolean

/** All filters must hold. Texts are compared as they would be stored: trimmed, spaces made equal. */
export function compileFilters(filters: readonly Filter[], position: (column: string) => number): RowTest | undefined {
  if (filters.length === 0) return undefined
  const tests = filters.map((filter) => filterTest(filter, position(filter.column)))
  return (cells) => tests.every((test) => test(cells))
}

function filterTest(filter: Filter, at: number): RowTest {
  const within = filter.in && new Set(filter.in.map(cleanText))
  const without = filter.not_in && new Set(filter.not_in.map(cleanText))
  const pattern = filter.matches === undefined ? undefined : new RegExp(filter.matches, 'u')
  return (cells) => {
    const text = cleanText(cells[at] ?? '')
    if (within && !within.has(text)) return false
    if (without?.has(text)) return false
    if (filter.present !== undefined && filter.present !== (text !== '')) return false
    return !pattern || (text.length <= patternInputLimit && pattern.test(text))
  }
}
