import type * as z from 'zod'
import type { Problem } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import { nearest } from './nearest.ts'
import { type Path, type Place, placeOf } from './places.ts'

type Issue = z.core.$ZodIssue

/** What zod found, as sentences with a place, so that a person can correct all of it in one go. */
export function shapeProblems(issues: readonly Issue[], place: Place): Problem[] {
  return issues.flatMap((issue) => problemsOf(issue, [], place))
}

function problemsOf(issue: Issue, parent: Path, place: Place): Problem[] {
  const path = [...parent, ...issue.path]
  if (issue.code === 'invalid_union') {
    const branch = likeliest(issue.errors, path, place)
    return branch ? branch.flatMap((inner) => problemsOf(inner, path, place)) : shapeless(path, place)
  }
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path, place))
  if (path.length === 0) return [notAConnection(place)]
  const name = path.map(String).join('.')
  return [
    {
      who: place.who,
      code: 'CONNECTION_SHAPE',
      what: valueAt(place, path) === undefined ? missing(name) : wrong(name, issue),
      where: placeOf(place, path),
      hint: hintFor(path),
    },
  ]
}

const notAConnection = (place: Place): Problem => ({
  who: place.who,
  code: 'CONNECTION_SHAPE',
  what: say('Файл пуст или это не набор настроек.', 'The file is empty or holds no settings.'),
  where: placeOf(place, []),
  hint: say(
    'Сделайте его заново: concord connect file ВЫГРУЗКА.csv --force',
    'Make it anew: concord connect file EXPORT.csv --force',
  ),
})

/** Of the shapes an expression may have, the one whose own key stands there; none when nothing fits at all. */
function likeliest(branches: readonly (readonly Issue[])[], path: Path, place: Place): readonly Issue[] | undefined {
  const isFar = (issue: Issue) =>
    issue.path.length === 0
      ? issue.code !== 'unrecognized_keys'
      : valueAt(place, [...path, ...issue.path]) === undefined
  return branches.find((branch) => !branch.some(isFar))
}

/** Nothing fits: a misspelt key if there is one, else the whole expression. */
function shapeless(path: Path, place: Place): Problem[] {
  const value = valueAt(place, path)
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
  const unknown = keys.filter((key) => !knownKeys.includes(key))
  return unknown.length > 0 ? unknown.map((key) => unknownKey(key, path, place)) : [expressionProblem(path, place)]
}

const knownKeys = [
  ...['name', 'kind', 'source', 'account', 'files', 'format', 'time_zone', 'decimal', 'dates', 'currency', 'region'],
  ...['duplicates', 'rows', 'personal', 'where', 'records', 'record', 'columns', 'each', 'column', 'date', 'trim'],
  ...[
    'const',
    'first',
    'map',
    'capture',
    'sum',
    'join',
    'with',
    'present',
    'phone',
    'email',
    'param',
    'from',
    'values',
  ],
  ...['else', 'pattern', 'group', 'in', 'not_in', 'matches', 'type', 'delimiter', 'encoding', 'header_row', 'sheet'],
]

function unknownKey(key: string, path: Path, place: Place): Problem {
  const near = nearest(key, knownKeys)
  return {
    who: place.who,
    code: 'UNKNOWN_KEY',
    what: say(`Здесь нет настройки «${key}».`, `There is no setting "${key}" here.`),
    where: placeOf(place, [...path, key], 'key'),
    hint: near && near !== key ? didYouMean(near) : hintFor([...path, key]),
  }
}

function expressionProblem(path: Path, place: Place): Problem {
  return {
    who: place.who,
    code: 'EXPRESSION',
    what: say(
      `Непонятно, откуда брать значение «${String(path.at(-1))}».`,
      `It is not clear where the value "${String(path.at(-1))}" comes from.`,
    ),
    where: placeOf(place, path),
    hint: say(
      'Напишите имя колонки файла (created_at: Создана) или действие: {column: Создана, date: dd.MM.yyyy}, {const: first}, {first: [A, B]}',
      'Write a column of the file (created_at: Created) or an action: {column: Created, date: dd.MM.yyyy}, {const: first}, {first: [A, B]}',
    ),
  }
}

export const didYouMean = (near: string): Text => say(`Возможно, имелось в виду: ${near}`, `Did you mean: ${near}`)

const missing = (name: string): Text => say(`Не указано «${name}».`, `"${name}" is missing.`)

function wrong(name: string, issue: Issue): Text {
  const allowed = issue.code === 'invalid_value' ? issue.values.map(String).join(', ') : undefined
  if (allowed) return say(`«${name}»: можно ${allowed}.`, `"${name}" may be: ${allowed}.`)
  return say(`«${name}» записано не так.`, `"${name}" is not written right.`)
}

const examples: Readonly<Record<string, Text>> = {
  name: say('name: crm (латиница, цифры, - и _)', 'name: crm (small letters, digits, - and _)'),
  kind: say('kind: file', 'kind: file'),
  files: say('files: data/deals*.csv', 'files: data/deals*.csv'),
  format: say(
    "format: {type: csv, delimiter: ';', encoding: cp1251}",
    "format: {type: csv, delimiter: ';', encoding: cp1251}",
  ),
  delimiter: say("delimiter: ';' (один знак)", "delimiter: ';' (one character)"),
  currency: say('currency: RUB', 'currency: RUB'),
  region: say('region: RU', 'region: RU'),
  dates: say('dates: dd.MM.yyyy HH:mm', 'dates: dd.MM.yyyy HH:mm'),
  where: say('where: [{column: Этап, not_in: [Спам]}]', 'where: [{column: Stage, not_in: [Spam]}]'),
  records: say(
    'records: [{record: lead, columns: {lead_id: ID, created_at: Создана}}]',
    'records: [{record: lead, columns: {lead_id: Id, created_at: Created}}]',
  ),
  columns: say('columns: {lead_id: ID, created_at: Создана}', 'columns: {lead_id: Id, created_at: Created}'),
  capture: say(
    "{capture: {from: Метка, pattern: 'utm=(\\w+)', group: 1}}",
    "{capture: {from: Tag, pattern: 'utm=(\\w+)', group: 1}}",
  ),
  map: say(
    '{map: {from: Этап, values: {Оплачено: won}, else: other}}',
    '{map: {from: Stage, values: {Paid: won}, else: other}}',
  ),
}

const hintFor = (path: Path): Text | undefined => {
  const key = path.findLast((part) => typeof part === 'string' && part in examples)
  const example = key === undefined ? undefined : examples[String(key)]
  return example && say(`Пример: ${example.ru}`, `Example: ${example.en}`)
}

function valueAt(place: Place, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    place.value,
  )
}
