import type { Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { isTimeZone } from '#shared/numbers/date.ts'
import { type RecordName, records } from '#shared/records/index.ts'
import type { Column } from '#shared/records/record.ts'
import type { Expression, FileConnection, RecordMapping } from './connection.ts'
import { expressionProblems } from './expression-rules.ts'
import { nearest } from './nearest.ts'
import { patternProblem } from './pattern.ts'
import { personalProblems } from './personal.ts'
import { type Path, type Place, placeOf } from './places.ts'
import { didYouMean } from './problems.ts'
import { dateProblems, problem } from './rule-problems.ts'

/** Columns that the flow fills by itself. */
const given = new Set(['account', 'pulled_at'])
const filledByEach = new Set(['field', 'value_text', 'value_number'])

/** What the shape alone can't say: names of records and columns, formats, patterns, use of personal columns. */
export function ruleProblems(connection: FileConnection, place: Place): Problem[] {
  return [
    ...zoneProblems(connection, place),
    ...connection.dates.flatMap((format) => dateProblems(format, ['dates'], place)),
    ...filterProblems(connection, place),
    ...connection.records.flatMap((mapping, at) => mappingProblems(connection, mapping, ['records', at], place)),
    ...personalProblems(connection, place),
  ]
}

function zoneProblems({ time_zone }: FileConnection, place: Place): Problem[] {
  if (isTimeZone(time_zone)) return []
  const what = say(`Нет часового пояса «${time_zone}».`, `There is no time zone "${time_zone}".`)
  return [
    problem(
      place,
      ['time_zone'],
      'TIME_ZONE',
      what,
      say('Пример: time_zone: Europe/Moscow', 'Example: time_zone: Europe/Moscow'),
    ),
  ]
}

function filterProblems(connection: FileConnection, place: Place): Problem[] {
  const lists = [
    { filters: connection.where, path: ['where'] as Path },
    ...connection.records.map(({ where = [] }, at) => ({ filters: where, path: ['records', at, 'where'] as Path })),
  ]
  return lists.flatMap(({ filters, path }) =>
    filters.flatMap((filter, at) => {
      const what = filter.matches === undefined ? undefined : patternProblem(filter.matches)
      return what ? [problem(place, [...path, at, 'matches'], 'PATTERN', what)] : []
    }),
  )
}

function mappingProblems(connection: FileConnection, mapping: RecordMapping, path: Path, place: Place): Problem[] {
  const definition = Object.hasOwn(records, mapping.record) ? records[mapping.record] : undefined
  if (!definition) return [unknownRecord(mapping.record, [...path, 'record'], place)]
  const columns: Readonly<Record<string, Column>> = definition.columns
  return [
    ...Object.entries(mapping.columns).flatMap(([name, expression]) => {
      const at = [...path, 'columns', name]
      const column = given.has(name) || !Object.hasOwn(columns, name) ? undefined : columns[name]
      return column
        ? expressionProblems(expression, column.kind, at, place)
        : [unknownColumn(mapping.record, columns, name, at, place)]
    }),
    ...eachProblems(mapping, path, place),
    ...requiredProblems(connection, mapping, columns, path, place),
  ]
}

function unknownRecord(name: string, path: Path, place: Place): Problem {
  const near = nearest(name, Object.keys(records))
  const all = Object.keys(records).join(', ')
  const hint = near ? didYouMean(near) : say(`Есть: ${all}`, `There are: ${all}`)
  return problem(place, path, 'UNKNOWN_RECORD', say(`Нет записи «${name}».`, `There is no record "${name}".`), hint)
}

function unknownColumn(
  record: RecordName,
  columns: Readonly<Record<string, Column>>,
  name: string,
  path: Path,
  place: Place,
): Problem {
  const where = placeOf(place, path, 'key')
  const all = Object.keys(columns).filter((column) => !given.has(column))
  const near = nearest(name, all)
  const hint = near ? didYouMean(near) : say(`Есть: ${all.join(', ')}`, `There are: ${all.join(', ')}`)
  const what = given.has(name)
    ? say(`Колонку «${name}» заполняет само подключение.`, `The column "${name}" is filled by the connection itself.`)
    : say(`В записи ${record} нет колонки «${name}».`, `The record ${record} has no column "${name}".`)
  return { who: place.who, code: 'UNKNOWN_COLUMN', what, where, hint }
}

function eachProblems(mapping: RecordMapping, path: Path, place: Place): Problem[] {
  if (!mapping.each) return []
  const inner = Object.entries(mapping.each).flatMap(([name, expression]: [string, Expression]) =>
    expressionProblems(expression, 'text', [...path, 'each', name], place),
  )
  if (mapping.record === 'lead_field') return inner
  const what = say('each: бывает только у записи lead_field.', 'each: belongs to the record lead_field only.')
  return [...inner, problem(place, [...path, 'each'], 'EACH', what)]
}

function requiredProblems(
  connection: FileConnection,
  mapping: RecordMapping,
  columns: Readonly<Record<string, Column>>,
  path: Path,
  place: Place,
): Problem[] {
  const hasMoney = Object.values(columns).some(({ kind }) => kind === 'money')
  return Object.entries(columns).flatMap(([name, column]) => {
    const filled =
      given.has(name) ||
      Object.hasOwn(mapping.columns, name) ||
      (mapping.each !== undefined && filledByEach.has(name)) ||
      (name === 'currency' && connection.currency !== undefined && hasMoney)
    if (!column.required || filled) return []
    const what = say(
      `В записи ${mapping.record} не хватает обязательной колонки ${name} (${column.about.ru}).`,
      `The record ${mapping.record} lacks the required column ${name} (${column.about.en}).`,
    )
    const hint =
      name === 'currency'
        ? say('Добавьте в подключение строку currency: RUB', 'Add the line currency: RUB to the connection')
        : say(`Добавьте в columns: ${name}: <колонка файла>`, `Add to columns: ${name}: <column of the file>`)
    return [problem(place, [...path, 'columns'], 'REQUIRED_COLUMN', what, hint)]
  })
}
