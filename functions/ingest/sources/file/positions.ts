import type { Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { FileConnection } from './connection.ts'
import { columnsUsed, walk } from './expression-tree.ts'
import { columnName } from './header.ts'
import { nearest } from './nearest.ts'
import type { Expression } from './schema.ts'

/** Where the columns that a connection names stand in a header, or a Problem that names those which are not there. */
export function columnPositions(
  connection: FileConnection,
  header: readonly string[],
): ((column: string) => number) | Problem {
  if (isOpen(connection)) return openColumns(connection, header)
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

/** What `connect file` writes where it found no column, no word, no currency. */
const open = '?'

function isOpen(connection: FileConnection): boolean {
  const mappings = connection.records.flatMap(({ columns, each = {} }) => [columns, each].flatMap(Object.values))
  const words = connection.records.flatMap(({ where = [] }) => where).map((filter) => filter.in ?? [])
  return (
    columnsNamed(connection).includes(open) ||
    mappings.some((expression) => [...walk(expression)].some(isOpenValue)) ||
    words.some((allowed) => allowed.length === 1 && allowed[0] === open)
  )
}

const isOpenValue = (expression: Expression): boolean =>
  typeof expression === 'object' &&
  (('const' in expression && expression.const === open) ||
    ('map' in expression && Object.values(expression.map.values).includes(open)))

function missingColumns(connection: FileConnection, missing: readonly string[], header: readonly string[]): Problem {
  if (missing.length > 1 && missing.length === columnsNamed(connection).length) return headerElsewhere(connection)
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

const openColumns = (connection: FileConnection, header: readonly string[]): Problem => ({
  who: connection.name,
  code: 'MISSING_COLUMN',
  what: say('В подключении остался «?».', 'A "?" is left in the connection.'),
  where: connection.path,
  hint: say(
    `Впишите вместо него колонку файла или значение. В файле есть: ${header.slice(0, 30).join(', ')}`,
    `Write a column of the file or a value in its place. The file has: ${header.slice(0, 30).join(', ')}`,
  ),
})

/** Nothing of it is there: what was read is no header but some row, whose cells nobody should see. */
const headerElsewhere = ({ name, path, format }: FileConnection): Problem => ({
  who: name,
  code: 'MISSING_COLUMN',
  what: say('В файле нет ни одной колонки из подключения.', 'The file has none of the columns of the connection.'),
  where: path,
  hint: say(
    `Проверьте, та ли это выгрузка,${delimited(format, 'верен ли разделитель (format.delimiter, сейчас')} и в какой строке названия колонок: format.header_row, сейчас ${format.header_row}`,
    `Check that it is the right export,${delimited(format, 'that the delimiter is right (format.delimiter, now')} and on which line the columns are named: format.header_row, now ${format.header_row}`,
  ),
})

const delimited = ({ type, delimiter }: FileConnection['format'], words: string): string =>
  type === 'csv' || type === 'tsv' ? ` ${words} ${JSON.stringify(delimiter)}),` : ''
