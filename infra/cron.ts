import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

const broken = (expression: string, why: string): FixConfig =>
  new FixConfig({
    code: 'BAD_CRON',
    what: say(`расписание ${expression} не примет AWS: ${why}`, `AWS won't accept the schedule ${expression}: ${why}`),
    hint: say('Шесть полей: минуты часы день месяц неделя год', 'Six fields: minutes hours day month weekday year'),
  })

interface Field {
  readonly name: string
  readonly least: number
  readonly most: number
  readonly words?: readonly string[]
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

const fields: readonly Field[] = [
  { name: 'minutes', least: 0, most: 59 },
  { name: 'hours', least: 0, most: 23 },
  { name: 'day', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, words: months },
  { name: 'weekday', least: 1, most: 7, words: weekdays },
  { name: 'year', least: 1970, most: 2199 },
]

function isValue(field: Field, text: string): boolean {
  if (field.words?.includes(text.toUpperCase())) return true
  return /^\d+$/.test(text) && Number(text) >= field.least && Number(text) <= field.most
}

function isPart(field: Field, part: string): boolean {
  const [range, step, ...more] = part.split('/')
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false
  if (range === '*') return true
  const ends = range!.split('-')
  return ends.length <= 2 && ends.every((end) => isValue(field, end))
}

/**
 * Accepts `cron(minutes hours day month weekday year)` as EventBridge Scheduler does, but for L, W and #, which a nightly run
 * doesn't need. Checked here because emulators take anything. Errors: FixConfig.
 */
export function checkCron(expression: string): string {
  const inner = /^cron\((.+)\)$/.exec(expression)?.[1]
  const parts = inner?.trim().split(/\s+/) ?? []
  if (parts.length !== fields.length) throw broken(expression, `${parts.length} fields`)
  const [day, weekday] = [parts[2]!, parts[4]!]
  if ((day === '?') === (weekday === '?')) throw broken(expression, 'exactly one of day and weekday must be ?')
  for (const [at, field] of fields.entries()) {
    const text = parts[at]!
    const isFree = text === '?' && (field.name === 'day' || field.name === 'weekday')
    if (!isFree && !text.split(',').every((part) => isPart(field, part))) throw broken(expression, field.name)
  }
  return expression
}

/** `06:30` each day, in the schedule's own time zone. */
export function dailyCron(time: string): string {
  const [hour, minute] = time.split(':').map(Number)
  return checkCron(`cron(${minute} ${hour} * * ? *)`)
}
