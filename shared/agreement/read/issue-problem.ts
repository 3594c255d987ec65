import { stringify } from 'yaml'
import type * as z from 'zod'
import type { Problem } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import { agreementJsonSchema } from '../json-schema.ts'
import { kpiCatalogue } from '../kpi-catalogue.ts'
import { nearest } from './nearest.ts'
import { descriptionAt, exampleAt, knownKeys, type Path } from './schema-path.ts'
import type { YamlFile } from './yaml-file.ts'

type Issue = z.core.$ZodIssue

const schema = agreementJsonSchema()

const shown = (path: Path): string => path.join('.')

const typeWords: Readonly<Record<string, Text>> = {
  string: say('текст', 'a text'),
  number: say('число', 'a number'),
  int: say('целое число', 'a whole number'),
  boolean: say('true или false', 'true or false'),
  array: say('список', 'a list'),
  tuple: say('список из двух чисел', 'a list of two numbers'),
  object: say('набор ключей', 'a set of keys'),
  record: say('набор ключей', 'a set of keys'),
}

const problem = (code: string, where: string, what: Text, hint: Text | undefined): Problem => ({
  who: 'agreement',
  code,
  what,
  where,
  ...(hint ? { hint } : {}),
})

/** An example of what is right, as it would be typed. */
export function example(path: Path): Text | undefined {
  const found = exampleAt(schema, path)
  if (!found) return undefined
  const key = found.path.findLast((part) => typeof part === 'string')
  const value = stringify(found.value, { collectionStyle: 'flow', lineWidth: 0 }).trim()
  const line = key === undefined ? value : `${key}: ${value}`
  return say(`Например: ${line}`, `For example: ${line}`)
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string | number, unknown> | null | undefined)?.[key], value)
}

/** One issue of zod as problems with a place; a union is opened at the branch that was probably meant. */
export function issueProblems(issue: Issue, file: YamlFile, base: Path = []): readonly Problem[] {
  const path = [...base, ...(issue.path as (string | number)[])]
  if (issue.code === 'invalid_union') {
    const branch = meantBranch(issue.errors)
    if (branch) return branch.flatMap((inner) => issueProblems(inner, file, path))
  }
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(file, path, key))
  if (issue.code === 'invalid_key') return [wrongKey(file, path, issue.issues)]
  if (!file.has(path)) return [missingKey(file, path)]
  return [wrongValue(issue, file, path)]
}

/** A branch whose own kind of value fits (its complaints are deeper, or about keys), with the fewest complaints. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = branches.filter((issues) =>
    issues.every((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys' || issue.code === 'custom'),
  )
  return fitting.sort((a, b) => a.length - b.length)[0]
}

function unknownKey(file: YamlFile, path: Path, key: string): Problem {
  const keys = knownKeys(schema, path)
  const meant = nearest(key, keys)
  const isTorn = valueAt(file.value, [...path, key]) === null
  const hint = isTorn
    ? say('Текст с запятой внутри {…} возьмите в кавычки', 'Put a text with a comma inside {…} in quotes')
    : meant
      ? say(`Возможно, ${meant}`, `Did you mean ${meant}?`)
      : say(`Здесь бывают: ${keys.join(', ')}`, `Allowed here: ${keys.join(', ')}`)
  return problem('unknown_key', file.locateKey(path, key), say(`ключа «${key}» нет`, `there is no key “${key}”`), hint)
}

const wrongKeyTexts: Readonly<Record<string, (key: string) => Text>> = {
  unknown_kpi: (key) => say(`KPI «${key}» нет в словаре`, `the KPI “${key}” is not in the dictionary`),
}

function wrongKey(file: YamlFile, path: Path, issues: readonly Issue[]): Problem {
  const key = String(path.at(-1))
  const where = file.locateKey(path.slice(0, -1), key)
  const custom = issues.find((issue) => issue.code === 'custom')
  const code = (custom?.params?.code as string | undefined) ?? 'wrong_key'
  const listed = issues.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values.map(String) : []))
  const allowed = code === 'unknown_kpi' ? kpiCatalogue.map((kpi) => kpi.id) : listed
  const meant = nearest(key, allowed)
  const hint = meant ? say(`Возможно, ${meant}`, `Did you mean ${meant}?`) : example(path.slice(0, -1))
  const plain = say(`имя «${key}» здесь не годится`, `the name “${key}” does not fit here`)
  return problem(code, where, wrongKeyTexts[code]?.(key) ?? plain, hint)
}

const missingKey = (file: YamlFile, path: Path): Problem =>
  problem(
    'missing_key',
    file.locate(path.slice(0, -1)),
    say(`нет обязательного ключа «${shown(path)}»`, `the key “${shown(path)}” is missing`),
    example(path),
  )

function wrongValue(issue: Issue, file: YamlFile, path: Path): Problem {
  const value = valueAt(file.value, path)
  const isPlain = value !== null && typeof value !== 'object'
  const [code, ru, en] = complaint(issue, path)
  const what = isPlain
    ? say(`${shown(path)}: «${String(value)}» — ${ru}`, `${shown(path)}: “${String(value)}” — ${en}`)
    : say(`${shown(path)} — ${ru}`, `${shown(path)} — ${en}`)
  const hint = issue.code === 'invalid_value' ? oneOf(issue.values.map(String), String(value)) : example(path)
  return problem(code, file.locate(path), what, hint)
}

function oneOf(values: readonly string[], value: string): Text {
  const meant = nearest(value, values)
  const list = values.join(', ')
  return meant
    ? say(`Возможно, ${meant}. Бывает: ${list}`, `Did you mean ${meant}? One of: ${list}`)
    : say(`Одно из: ${list}`, `One of: ${list}`)
}

function complaint(issue: Issue, path: Path): readonly [code: string, ru: string, en: string] {
  switch (issue.code) {
    case 'invalid_type': {
      const word = typeWords[issue.expected] ?? say('другой вид значения', 'another kind of value')
      return ['wrong_type', `нужно: ${word.ru}`, `expected: ${word.en}`]
    }
    case 'invalid_value':
      return ['wrong_value', 'такого значения нет', 'there is no such value']
    case 'too_small':
      return ['too_small', `не меньше ${issue.minimum}`, `at least ${issue.minimum}`]
    case 'too_big':
      return ['too_big', `не больше ${issue.maximum}`, `at most ${issue.maximum}`]
    case 'custom':
      return customComplaint(issue.params?.code as string | undefined, path)
    default:
      return ['wrong_format', ...expected(path)]
  }
}

const customTexts: Readonly<Record<string, readonly [ru: string, en: string]>> = {
  band_reversed: ['min больше, чем max', 'min is above max'],
  alert_level: ['нужно одно из двух: below или above', 'exactly one of below and above is needed'],
  empty_exclusion: ['исключению не сказано, по чему оно узнаётся', 'the exclusion does not say how it is recognised'],
  unknown_kpi: ['такого KPI нет в словаре', 'there is no such KPI in the dictionary'],
}

const customComplaint = (code: string | undefined, path: Path): readonly [code: string, ru: string, en: string] => [
  code ?? 'wrong_value',
  ...((code && customTexts[code]) || expected(path)),
]

/** Descriptions hold both languages, Russian first. */
function expected(path: Path): readonly [ru: string, en: string] {
  const [ru = 'значение не подходит', en = 'the value does not fit'] = descriptionAt(schema, path)?.split(' · ') ?? []
  return [`нужно: ${ru}`, `expected: ${en}`]
}
