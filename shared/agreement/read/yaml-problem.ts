import type { YAMLParseError } from 'yaml'
import type { Problem } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'

const quoteHint = say(
  'Значение со знаками > < : , # @ возьмите в кавычки: valid_leads: ">=120"',
  'Put a value with > < : , # @ in quotes: valid_leads: ">=120"',
)
const indentHint = say(
  'Отступ — пробелы, у ключей одного уровня одинаковый, например два',
  'Indent by spaces, the same for keys of one level, for example two',
)
const keyHint = say('Оставьте один из двух ключей', 'Keep one of the two keys')
const pairHint = say('Ключ и значение: company: {name: Ромашка}', 'Key and value: company: {name: Acme}')

const known: Readonly<Record<string, readonly [Text, Text]>> = {
  TAB_AS_INDENT: [say('отступ сделан табуляцией', 'a tab is used as indentation'), indentHint],
  BAD_INDENT: [
    say('отступ не тот или не закрыта скобка', 'the indentation is off, or a bracket is not closed'),
    indentHint,
  ],
  DUPLICATE_KEY: [say('такой ключ здесь уже есть', 'this key is already here'), keyHint],
  BLOCK_AS_IMPLICIT_KEY: [say('два двоеточия в одной строке', 'two colons in one line'), quoteHint],
  BLOCK_IN_FLOW: [say('внутри скобок так писать нельзя', 'this cannot stand inside brackets'), quoteHint],
  BAD_SCALAR_START: [say('значение не может так начинаться', 'a value cannot begin like this'), quoteHint],
  UNEXPECTED_TOKEN: [say('лишний знак', 'an unexpected character'), quoteHint],
  MISSING_CHAR: [say('не хватает кавычки или скобки', 'a quote or bracket is missing'), pairHint],
  MULTILINE_IMPLICIT_KEY: [say('ключ растянут на несколько строк', 'a key spans several lines'), pairHint],
  MULTIPLE_DOCS: [
    say('в файле два документа', 'the file holds two documents'),
    say('Уберите строку ---', 'Remove the line ---'),
  ],
}

/** A problem of the YAML itself, in words of our own. */
export function yamlProblem(error: YAMLParseError, where: string): Problem {
  const [what, hint] = known[error.code] ?? [say('здесь YAML не читается', 'the YAML cannot be read here'), quoteHint]
  return { who: 'agreement', code: `yaml_${error.code.toLowerCase()}`, what, where, hint, cause: error }
}

/** A reference of YAML (`*name`) that cannot be followed. */
export const aliasProblem = (where: string, cause: unknown): Problem => ({
  who: 'agreement',
  code: 'yaml_alias',
  what: say(
    'ссылку YAML (*имя) не найти или она ведёт слишком далеко',
    'a YAML reference (*name) leads nowhere, or to too much',
  ),
  where,
  hint: say('Звёздочку как значение возьмите в кавычки: "*"', 'Put an asterisk that is a value in quotes: "*"'),
  cause,
})
