import type { Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { FileConnection } from './connection.ts'
import { columnsUsed } from './expression-tree.ts'
import { columnName } from './header.ts'
import { nearest } from './nearest.ts'

/** Where the columns that a connection names stand in a header, or a Problem that names those which are not there. */
export function columnPositions(
  connection: FileConnection,
  header: readonly string[],
): ((column: string) => number) | Problem {
  const places = new Map(header.map((name, at) => [name, at]))
  const missing = columnsNamed(connection).filter((name) => !places.has(name))
  // A line of JSON may leave out what is empty; only a name that looks misspelt is then refused.
  const refused = connection.format.type === 'jsonl' ? missing.filter((name) => nearest(name, header)) : missing
  if (refused.length > 0) return missingColumns(connection, refused, header)
  return (column) => places.get(columnName(column)) ?? -1
}

export function columnsNamed(connection: FileConnection): readonly string[] {
  const expressions = connection.records.flatMap(({ columns, each = {} }) => [
    ...Object.values(columns),
    ...Object.values(each),
  ])
  const filters = [...connection.where, ...connection.records.flatMap(({ where = [] }) => where)]
  const used = [...expressions.flatMap(columnsUsed), ...filters].map(({ column }) => columnName(column))
  return [...new Set(used)]
}

function missingColumns(connection: FileConnection, missing: readonly string[], header: readonly string[]): Problem {
  const names = (left: string, right: string) => missing.map((name) => left + name + right).join(', ')
  const near = missing.flatMap((name) => {
    const found = nearest(name, header)
    return found ? [`${name} → ${found}`] : []
  })
  const listed = header.slice(0, 30).join(', ')
  return {
    who: connection.name,
    code: 'MISSING_COLUMN',
    what: say(`В файле нет колонок: ${names('«', '»')}.`, `The file has no columns: ${names('"', '"')}.`),
    where: connection.path,
    hint:
      near.length > 0
        ? say(`Возможно, имелось в виду: ${near.join('; ')}`, `Did you mean: ${near.join('; ')}`)
        : say(`В файле есть: ${listed}`, `The file has: ${listed}`),
  }
}
