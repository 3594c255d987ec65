import type * as z from 'zod'
import type { Problem } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Source } from '../source.ts'
import type { SourceConnection } from '../source-connection.ts'
import { type Place, placeOf } from '../sources/file/places.ts'
import { shapeProblems } from '../sources/file/problems.ts'

type Issue = z.core.$ZodIssue

/** What may stand under a key of a system's connection. */
const forms: Readonly<Record<string, Text>> = {
  account: say(
    'Одно слово: латинские буквы, цифры, _ и -, например account: example',
    'One word: Latin letters, digits, _ and -, for example account: example',
  ),
  secrets: say(
    'Здесь стоят имена, а не сами ключи: secrets: {роль: ИМЯ_СЕКРЕТА} (латиница, цифры, _); значение — в .env',
    'Names stand here, not the keys themselves: secrets: {role: NAME_OF_THE_SECRET} (Latin letters, digits, _); the value stands in .env',
  ),
  since: say('День в виде 2026-07-01', 'A day like 2026-07-01'),
  base_url: say('Адрес целиком: https://api.example.com', 'A whole address: https://api.example.com'),
  resources: say('Список: resources: [leads, events]', 'A list: resources: [leads, events]'),
  windows: say(
    'Сколько последних дней перечитывать: windows: {spend: 7}, от 0 до 400',
    'How many of the last days to read again: windows: {spend: 7}, from 0 to 400',
  ),
  fields: say('Наше слово и поле системы: region: 900', 'Our word and the field of the system: region: 900'),
  stages: say(
    'Этап системы и его имя, текстом: 7001/142: Договор подписан',
    'A stage of the system and its name, as text: 7001/142: Contract signed',
  ),
}

/** Mistakes of shape, each with what may stand there. */
export const formProblems = (issues: readonly Issue[], document: Place): readonly Problem[] =>
  issues.flatMap((issue) => {
    const form = forms[String(issue.path[0] ?? '')]
    return shapeProblems([issue], document).map((one) => (form ? { ...one, hint: form } : one))
  })

/** Whose account it is where the source can't do without, and words that the source does not know. */
export function sourceProblems(source: Source, connection: SourceConnection, document: Place): readonly Problem[] {
  const all = Object.keys(source.resources)
  const given = document.value as { readonly account?: unknown }
  // A test server's address says enough.
  const isNowhere = given.account === undefined && connection.base_url === undefined
  const unknown = (key: 'resources' | 'windows', words: readonly string[]) =>
    words.filter((word) => !all.includes(word)).map((word) => unknownResource(key, word, all, connection, document))
  return [
    ...(isNowhere && source.account ? [noAccount(source.account, connection, document)] : []),
    ...unknown('resources', connection.resources ?? []),
    ...unknown('windows', Object.keys(connection.windows)),
  ]
}

const noAccount = (about: Text, { name }: SourceConnection, document: Place): Problem => ({
  who: name,
  code: 'ACCOUNT',
  what: say('Не сказано, чей это аккаунт.', 'It is not said whose account this is.'),
  where: placeOf(document, []),
  hint: say(`Допишите account: … (${about.ru})`, `Add account: … (${about.en})`),
})

const unknownResource = (
  key: string,
  word: string,
  all: readonly string[],
  { name }: SourceConnection,
  document: Place,
): Problem => ({
  who: name,
  code: 'UNKNOWN_RESOURCE',
  what: say(`${key}: система не знает «${word}».`, `${key}: the system does not know "${word}".`),
  where: placeOf(document, [key]),
  hint: say(`Есть: ${all.join(', ')}`, `There are: ${all.join(', ')}`),
})
