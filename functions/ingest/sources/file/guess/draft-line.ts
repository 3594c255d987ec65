import { stringify } from 'yaml'
import type { Language, Text } from '#shared/i18n/text.ts'

/** A value on one line, quoted only where YAML needs it. */
export const inline = (value: unknown): string =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false, singleQuote: true }).trim()

export const withComment = (line: string, comment: Text, language: Language): string =>
  `${line}  # ${comment[language]}`

export const oneLine = (text: string): string =>
  (text.length > 80 ? `${text.slice(0, 80)}…` : text).replace(/[\p{Cc}\s]+/gu, ' ')
