import type { PersonalKind } from '#shared/people/keys.ts'
import type { Expression } from './schema.ts'

export interface ColumnUse {
  readonly column: string
  /** How the cell is used: as it stands, only whether it is filled, or as a keyed hash. */
  readonly as: 'value' | 'present' | PersonalKind
}

/** Every column of the file that an expression reads. */
export function columnsUsed(expression: Expression): readonly ColumnUse[] {
  if (typeof expression === 'string') return [{ column: expression, as: 'value' }]
  if ('column' in expression) return [{ column: expression.column, as: 'value' }]
  if ('present' in expression) return [{ column: expression.present, as: 'present' }]
  if ('phone' in expression) return [{ column: expression.phone, as: 'phone' }]
  if ('email' in expression) return [{ column: expression.email, as: 'email' }]
  return innerExpressions(expression).flatMap(columnsUsed)
}

/** The expressions directly inside another one. */
export function innerExpressions(expression: Expression): readonly Expression[] {
  if (typeof expression === 'string') return []
  if ('first' in expression) return expression.first
  if ('sum' in expression) return expression.sum
  if ('join' in expression) return expression.join
  if ('map' in expression) return [expression.map.from]
  if ('capture' in expression) return [expression.capture.from]
  if ('param' in expression) return [expression.param.from]
  return []
}

/** Pre-order walk over an expression and everything inside it. */
export function* walk(expression: Expression): Generator<Expression> {
  yield expression
  for (const inner of innerExpressions(expression)) yield* walk(inner)
}
