import type { Table } from '@aws-sdk/client-glue'
import { Bug, type Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { hiveType } from './glue-table.ts'
import type { TableColumns } from './warehouse.ts'

const wrongType = (model: string, column: string, expected: string, actual: string): Problem => ({
  who: 'athena',
  code: 'CONTRACT_TYPE',
  where: model,
  what: say(
    `${model}.${column}: контракт обещает ${expected}, запрос даёт ${actual}`,
    `${model}.${column}: the contract promises ${expected}, the query gives ${actual}`,
  ),
  hint: say(
    'Последний SELECT приводит каждую колонку: CAST(… AS …)',
    'The final SELECT casts every column: CAST(… AS …)',
  ),
})

function wrongNames(model: string, expected: readonly string[], actual: readonly string[]): Problem {
  const list = (names: readonly string[]) => names.join(', ') || '—'
  const missing = list(expected.filter((name) => !actual.includes(name)))
  const extra = list(actual.filter((name) => !expected.includes(name)))
  return {
    who: 'athena',
    code: 'CONTRACT_COLUMNS',
    where: model,
    what: say(
      `${model}: колонки не те, что в контракте. Не хватает: ${missing}; лишние: ${extra}; порядок: ${list(actual)}`,
      `${model}: the columns are not those of the contract. Missing: ${missing}; extra: ${extra}; order: ${list(actual)}`,
    ),
  }
}

const gone = (model: string): Problem => ({
  who: 'athena',
  code: 'MODEL_MISSING',
  where: model,
  what: say(`${model}: таблица не построена`, `${model}: the table was not made`),
})

/** What of a table in Glue is not as its contract says: names, order, types. */
export function glueColumnProblems(model: string, columns: TableColumns, table: Table | undefined): readonly Problem[] {
  if (!table) return [gone(model)]
  const found = table.StorageDescriptor?.Columns ?? []
  const names = found.map(({ Name }) => String(Name))
  const expected = Object.keys(columns)
  if (expected.join() !== names.join()) return [wrongNames(model, expected, names)]
  return Object.entries(columns).flatMap(([column, kind], at) => {
    const actual = String(found[at]?.Type)
    return hiveType[kind] === actual ? [] : [wrongType(model, column, hiveType[kind], actual)]
  })
}

/** Errors: Bug where the table is not as its contract says. */
export function checkGlueColumns(model: string, columns: TableColumns, table: Table | undefined): void {
  const problems = glueColumnProblems(model, columns, table)
  if (problems.length > 0) throw new Bug(problems)
}
