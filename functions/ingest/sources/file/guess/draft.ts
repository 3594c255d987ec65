import type { Language, Text } from '#shared/i18n/text.ts'
import { say } from '#shared/i18n/text.ts'
import { records } from '#shared/records/index.ts'
import type { Column } from '#shared/records/record.ts'
import { inline, withQuestion } from './draft-line.ts'
import { type Owner, restLines, sourceLines } from './draft-rest.ts'
import {
  currencyLines,
  dateLines,
  formatLines,
  numberLines,
  personalLines,
  regionLines,
  totalLines,
  zoneLines,
} from './draft-settings.ts'
import type { Guess, Proposal } from './guess.ts'
import { proposeRecords } from './propose.ts'

export interface DraftOptions {
  readonly name: string
  readonly language: Language
  /** What stands in `files`; the guessed file's path when not given. */
  readonly files?: string | readonly string[]
  /** Whose the requests of the project are, where that is plain. */
  readonly owner?: Owner
}

/** The YAML of a connection made from a guess, with a comment wherever a person should look. */
export function draftConnection(guess: Guess, { name, language, files = guess.path, owner }: DraftOptions): string {
  const proposals = proposeRecords(guess)
  const lines = [
    '# yaml-language-server: $schema=./connection.schema.json',
    `name: ${name}`,
    'kind: file',
    ...sourceLines(proposals, owner, language),
    `files: ${inline(files)}`,
    ...formatLines(guess, language),
    ...zoneLines(proposals, language),
    ...numberLines(guess, language),
    ...dateLines(guess, language),
    ...currencyLines(guess, proposals, language),
    ...regionLines(guess, language),
    ...personalLines(guess, proposals, language),
    ...totalLines(guess, language),
    'records:',
    ...(proposals.length > 0 ? proposals : [emptyLead]).flatMap((proposal) => recordLines(proposal, language)),
    ...restLines(guess, proposals, language),
  ]
  return `${lines.join('\n')}\n`
}

const emptyLead: Proposal = { record: 'lead', columns: {} }

function recordLines({ record, where, whereNote, each, columns }: Proposal, language: Language): string[] {
  const filter = where ? [`    where: ${inline(where)}`] : []
  return [
    `  - record: ${record}`,
    ...(whereNote ? filter.map((line) => withQuestion(line, whereNote, language)) : filter),
    ...(each ? [`    each: ${inline(each)}`] : []),
    '    columns:',
    ...Object.entries(columns).map(([name, expression]) => `      ${name}: ${inline(expression)}`),
    ...missingOf({ record, each, columns }).map(([name, column]) =>
      withQuestion(`      ${name}: '?'`, missingText(column), language),
    ),
  ]
}

function missingText({ kind, about }: Column): Text {
  const isId = kind === 'id'
  return say(
    `впишите колонку файла: ${about.ru}${isId ? '; её нет — добавьте в файл колонку с номерами' : ''}`,
    `write a column of the file: ${about.en}${isId ? '; there is none: add a column of numbers to the file' : ''}`,
  )
}

function missingOf({ record, each, columns }: Proposal): [string, Column][] {
  const given = new Set(['account', 'pulled_at', 'currency', ...(each ? ['field', 'value_text', 'value_number'] : [])])
  const all: Readonly<Record<string, Column>> = records[record].columns
  return Object.entries(all).filter(([name, { required }]) => required && !given.has(name) && !(name in columns))
}
