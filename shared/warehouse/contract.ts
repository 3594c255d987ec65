import type { DuckDBType } from '@duckdb/node-api'
import { Bug, type Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { duckdbType } from './values.ts'
import type { TableColumns } from './warehouse.ts'

function wrongType(model: string, column: string, expected: string, actual: string): Problem {
  return {
    code: 'CONTRACT_TYPE',
    what: say(
      `${model}.${column}: контракт обещает ${expected}, запрос даёт ${actual}`,
      `${model}.${column}: the contract promises ${expected}, the query gives ${actual}`,
    ),
    where: model,
    hint: say(
      'Последний SELECT приводит каждую колонку: CAST(… AS …)',
      'The final SELECT casts every column: CAST(… AS …)',
    ),
  }
}

function wrongNames(model: string, expected: readonly string[], actual: readonly string[]): Problem {
  const missing = expected.filter((name) => !actual.includes(name))
  const extra = actual.filter((name) => !expected.includes(name))
  const list = (names: readonly string[]) => names.join(', ') || '—'
  return {
    code: 'CONTRACT_COLUMNS',
    what: say(
      `${model}: колонки не те, что в контракте. Не хватает: ${list(missing)}; лишние: ${list(extra)}; порядок: ${list(actual)}`,
      `${model}: the columns are not those of the contract. Missing: ${list(missing)}; extra: ${list(extra)}; order: ${list(actual)}`,
    ),
    where: model,
  }
}

/** Throws Bug where the columns of a model are not exactly those of its contract, in name, order and type. */
export function checkContract(
  model: string,
  columns: TableColumns,
  names: readonly string[],
  types: readonly DuckDBType[],
): void {
  const expected = Object.keys(columns)
  if (expected.join() !== names.join()) throw new Bug(wrongNames(model, expected, names))
  const problems = Object.entries(columns).flatMap(([column, kind], at) => {
    const want = String(duckdbType[kind])
    const got = String(types[at])
    return want === got ? [] : [wrongType(model, column, want, got)]
  })
  if (problems.length > 0) throw new Bug(problems)
}
