import { stringify } from 'yaml'
import { type Language, say, type Text } from '#shared/i18n/text.ts'

/** A value on one line, quoted only where YAML needs it. */
export const inline = (value: unknown): string =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false, singleQuote: true }).trim()

export const withComment = (line: string, comment: Text, language: Language): string =>
  `${line}  # ${comment[language]}`

/** A comment that a person has to answer; `questionsIn` finds it again. */
export const withQuestion = (line: string, comment: Text, language: Language): string =>
  withComment(line, say(`? ${comment.ru}`, `? ${comment.en}`), language)

/** The lines of a draft that ask something, as `line — question`. */
export const questionsIn = (yaml: string): readonly string[] =>
  yaml.split('\n').flatMap((line) => {
    const [, given, question] = /^\s*(.*?)\s*# \? (.*)$/u.exec(line) ?? []
    return question === undefined ? [] : [given ? `${given} — ${question}` : question]
  })

export const oneLine = (text: string): string =>
  (text.length > 80 ? `${text.slice(0, 80)}…` : text).replace(/[\p{Cc}\s]+/gu, ' ')
