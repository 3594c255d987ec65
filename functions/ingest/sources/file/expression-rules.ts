import type { Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { ColumnKind } from '#shared/records/record.ts'
import type { Expression } from './connection.ts'
import { walk } from './expression-tree.ts'
import { patternProblem } from './pattern.ts'
import type { Path, Place } from './places.ts'
import { dateProblems, problem } from './rule-problems.ts'

const summed: ReadonlySet<ColumnKind> = new Set(['money', 'int', 'double'])

/** What is wrong with an expression beyond its shape, for a column of the given kind. */
export function expressionProblems(expression: Expression, kind: ColumnKind, path: Path, place: Place): Problem[] {
  return [...walk(expression)].flatMap((part) => {
    if (typeof part === 'string') return []
    if ('column' in part) return [part.date ?? []].flat().flatMap((format) => dateProblems(format, path, place))
    if ('capture' in part) return captureProblems(part.capture.pattern, path, place)
    if ('sum' in part && !summed.has(kind)) return [misplaced('sum', 'число', 'a number', path, place)]
    if ('present' in part && kind !== 'bool') return [misplaced('present', 'да или нет', 'yes or no', path, place)]
    if (('phone' in part || 'email' in part) && kind !== 'text' && kind !== 'id') {
      return [misplaced('phone, email', 'текст или номер, как phone_key', 'text or an id, as phone_key', path, place)]
    }
    return []
  })
}

function captureProblems(pattern: string, path: Path, place: Place): Problem[] {
  const what = patternProblem(pattern)
  return what ? [problem(place, path, 'PATTERN', what)] : []
}

function misplaced(action: string, ru: string, en: string, path: Path, place: Place): Problem {
  const what = say(
    `${action} подходит только для колонок вида: ${ru}.`,
    `${action} is only for columns that hold: ${en}.`,
  )
  return problem(place, path, 'EXPRESSION', what)
}
