import { readDecimal } from '#shared/numbers/number.ts'
import type { Value } from '#shared/records/record.ts'
import type { Bad } from './bad.ts'
import type { Expression } from './connection.ts'
import { type Compiler, compileExpression } from './expressions.ts'

type Field = Readonly<Record<'field' | 'value_text' | 'value_number', Value>>

/** One field of a lead for each expression that finds something; what reads as a number is kept as one too. */
export function eachReader(
  each: Readonly<Record<string, Expression>>,
  compiler: Compiler,
): (cells: readonly string[]) => Field[] | Bad {
  const readers = Object.entries(each).map(([field, expression]) => ({
    field,
    read: compileExpression(expression, 'text', compiler),
    rules: { decimal: decimalOf(expression) ?? compiler.rules.decimal, typed: compiler.rules.typed },
  }))
  return (cells) => {
    const fields: Field[] = []
    for (const { field, read, rules } of readers) {
      const text = read(cells)
      if (text === undefined) return { kind: 'bad', ...compiler.trace.failure!, column: field }
      if (text === null) continue
      const plain = readDecimal(String(text), rules)?.plain
      fields.push({ field, value_text: String(text), value_number: plain === undefined ? null : Number(plain) })
    }
    return fields
  }
}

const decimalOf = (expression: Expression): 'point' | 'comma' | undefined =>
  typeof expression === 'object' && 'column' in expression ? expression.decimal : undefined
