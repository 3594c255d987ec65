import { say } from '#shared/i18n/text.ts'
import { BadValue } from './mapped.ts'

/** What a system has written in a place. */
export type Given = string | null | undefined

export const nothing = (value: Given): value is null | undefined | '' | '--' =>
  value === null || value === undefined || value === '' || value === '--'

export const bad = (code: 'NUMBER' | 'DATE' | 'RANGE', column: string): BadValue =>
  new BadValue(code, column, say(`Поле ${column} не читается.`, `The field ${column} can't be read.`))
