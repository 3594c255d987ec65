import ru2025 from '#shared/time/calendars/ru/2025.json' with { type: 'json' }
import ru2026 from '#shared/time/calendars/ru/2026.json' with { type: 'json' }
import { dayOf, monthOf } from './tables.ts'

/** What both heads of the demo company signed, said again by hand: the oracle doesn't read the compiled agreement. */
export const months: readonly string[] = [
  ...['2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02', '2026-03'],
  ...['2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10'],
]

/** The first moment that nobody knows anything about. */
export const end = Date.parse('2026-11-01T00:00:00Z')

export const requestWindowDays = 30
export const ripeDays = 180
export const marginPercent = 35

const isNew = (created: number): boolean => monthOf(created) >= '2026-09'

export const contactLimitMinutes = (created: number): number => (isNew(created) ? 15 : 30)

/** Marketing works from ten, and has 16 working hours to answer a verdict. */
export const marketingOpens = 10
export const replyLimitSeconds = 16 * 3600

export const lowestBudget = (created: number): number => (isNew(created) ? 4_000_000 : 3_000_000)

export const regions: readonly string[] = ['Московская область', 'Тверская область', 'Калужская область']
export const categories: readonly string[] = ['дом', 'участок', 'таунхаус']

export const exclusions: readonly string[] = ['Спам', 'Подрядчик или реклама', 'Ошиблись номером', 'Дубль', 'Тест']

export const funnel: readonly string[] = ['Новая заявка', 'Контакт', 'Квалифицирован', 'Показ, КП', 'Договор подписан']

const channels: Readonly<Record<string, string>> = {
  yandex: 'yandex_direct',
  vk: 'vk_ads',
  telegram: 'telegram_ads',
  '': 'direct',
}

export function channelOf(utmSource: string, utmMedium: string): string {
  if (utmMedium === 'organic') return 'seo'
  const channel = channels[utmSource]
  if (!channel) throw new Error(`no channel for ${utmSource}`)
  return channel
}

const brandWords = ['загородный дом', 'загородныйдом', 'zagorodny dom', 'zagorodny-dom']

export const isBrand = (channel: string, term: string): boolean =>
  channel === 'direct' || brandWords.some((word) => term.toLowerCase().includes(word))

const minute = 60_000
const day = 86_400_000
const off = new Set([...ru2025.off, ...ru2026.off])
const work = new Set([...ru2025.work, ...ru2026.work])
const short = new Set([...ru2025.short, ...ru2026.short])

function isWorked(midnight: number): boolean {
  const weekday = new Date(midnight).getUTCDay()
  const date = dayOf(midnight)
  return work.has(date) || (weekday >= 1 && weekday <= 5 && !off.has(date))
}

/** Seconds of working hours (an hour less on short days) between two moments, day by day. Sales open 09:00–18:00. */
export function workingSeconds(from: number, to: number, opens = 9): number {
  let seconds = 0
  for (let midnight = from - (from % day); midnight < to; midnight += day) {
    if (!isWorked(midnight)) continue
    const open = midnight + opens * 60 * minute
    const close = open + (short.has(dayOf(midnight)) ? 8 : 9) * 60 * minute
    seconds += Math.max(0, Math.min(to, close) - Math.max(from, open)) / 1000
  }
  return seconds
}
