import { type Fields, type FieldsParser, timeOf } from './date-fields.ts'

/** Parts of a format that stand for words: the month's name, the day of the week, AM or PM. */
export const wordParts: ReadonlySet<string> = new Set(['MMM', 'EEE', 'a'])

const names = [
  'january jan январь января янв',
  'february feb февраль февраля фев февр',
  'march mar март марта мар',
  'april apr апрель апреля апр',
  'may май мая',
  'june jun июнь июня июн',
  'july jul июль июля июл',
  'august aug август августа авг',
  'september sep sept сентябрь сентября сен сент',
  'october oct октябрь октября окт',
  'november nov ноябрь ноября ноя нояб',
  'december dec декабрь декабря дек',
]
const months = new Map(names.flatMap((words, at) => words.split(' ').map((word) => [word, at + 1] as const)))

const shapes: Readonly<Record<string, string>> = {
  ...{ yyyy: '(?<yyyy>\\d{4})', yy: '(?<yy>\\d{2})', MM: '(?<MM>\\d{1,2})', MMM: '(?<MMM>\\p{L}+)\\.?' },
  ...{ dd: '(?<dd>\\d{1,2})', HH: '(?<HH>\\d{1,2})', mm: '(?<mm>\\d{2})', ss: '(?<ss>\\d{2})' },
  ...{ EEE: '\\p{L}+\\.?', a: '(?<a>[ap])\\.?m\\.?', ' ': '\\s+' },
}

/** Slower than digits alone, so only for formats that have words. */
export function wordedParser(parts: readonly string[]): FieldsParser {
  const shape = new RegExp(`^${parts.map((part) => shapes[part] ?? escaped(part)).join('')}$`, 'iu')
  return (text) => {
    const found = shape.exec(text)?.groups
    return found && fieldsOf(found)
  }
}

const escaped = (part: string): string => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

function fieldsOf(found: Readonly<Record<string, string | undefined>>): Fields | undefined {
  const month = found.MMM === undefined ? Number(found.MM) : months.get(found.MMM.toLowerCase())
  const short = Number(found.yy)
  const year = found.yyyy === undefined ? short + (short < 70 ? 2000 : 1900) : Number(found.yyyy)
  const hour = hourOf(Number(found.HH ?? 0), found.a)
  const time = hour === undefined ? undefined : timeOf(hour, Number(found.mm ?? 0), Number(found.ss ?? 0))
  return month === undefined || time === undefined ? undefined : { year, month, day: Number(found.dd), time }
}

/** 12 AM is midnight, 12 PM noon. */
function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
}
