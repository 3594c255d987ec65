import { daysOf, isoDay } from './calendar.ts'
import type { Campaign } from './campaigns.ts'
import { type Cell, type DemoFile, plainMoney, russianDay, russianMoney, tableFile } from './files.ts'
import { type Random, randomOf } from './random.ts'
import { type CampaignMonth, months, share, tellMonth } from './story.ts'

/** A campaign's day in its cabinet. */
export interface SpendDay {
  /** Midnight, company time */
  readonly start: number
  readonly campaign: Campaign
  readonly impressions: number
  readonly clicks: number
  readonly kopecks: number
}

/** What was paid in all cabinets, day by day. */
export function makeSpend(seed: number): readonly SpendDay[] {
  const random = randomOf(seed, 'spend')
  return months.flatMap((month) => tellMonth(month).flatMap((told) => spendDays(told, random)))
}

/** The three ad cabinets, each in its own way of writing; with a date that doesn't exist and a row that was exported twice. */
export function spendFiles(days: readonly SpendDay[]): readonly DemoFile[] {
  const of = (cabinet: Campaign['cabinet']) =>
    days.filter((d) => d.campaign.cabinet === cabinet).sort((a, b) => a.start - b.start)
  return [directFile(of('direct')), vkFile(of('vk')), telegramFile(of('telegram'))]
}

const weekday = [0.8, 1, 1.04, 1.06, 1.04, 1, 0.84]

function spendDays({ month, campaign, spend }: CampaignMonth, random: Random): SpendDay[] {
  if (campaign.cabinet === null) return []
  const days = daysOf(month)
  const weights = days.map((start) => weekday[new Date(start).getUTCDay()]! * (0.8 + 0.4 * random.next()))
  return share(spend * 100, weights).map((kopecks, i) => {
    const clicks = Math.max(1, Math.round((kopecks / 100 / campaign.clickPrice) * (0.85 + 0.3 * random.next())))
    const impressions = Math.round((clicks / campaign.clickRate) * (0.85 + 0.3 * random.next()))
    return { start: days[i]!, campaign, impressions, clicks, kopecks }
  })
}

function directFile(days: readonly SpendDay[]): DemoFile {
  const header = [
    'Дата',
    '№ кампании',
    'Кампания',
    'utm_source',
    'utm_medium',
    'Показы',
    'Клики',
    'Расход (руб.), без НДС',
  ]
  const rows = days.map((d): Cell[] => [
    russianDay(d.start),
    ...labels(d.campaign),
    d.impressions,
    d.clicks,
    russianMoney(d.kopecks),
  ])
  const afterFebruary = Math.max(
    0,
    days.findIndex((d) => isoDay(d.start) === '2026-03-01'),
  )
  const impossible = ['31.02.2026', ...rows[afterFebruary]!.slice(1)]
  return tableFile('data/direct.csv', header, rows.toSpliced(afterFebruary, 0, impossible), { mark: true })
}

function vkFile(days: readonly SpendDay[]): DemoFile {
  const header = ['date', 'campaign_id', 'campaign_name', 'utm_source', 'utm_medium', 'shows', 'clicks', 'spent']
  const rows = days.map((d): Cell[] => [
    isoDay(d.start),
    ...labels(d.campaign),
    d.impressions,
    d.clicks,
    plainMoney(d.kopecks),
  ])
  const twice = Math.max(
    0,
    days.findIndex((d) => isoDay(d.start) === '2026-03-12'),
  )
  return tableFile('data/vk.csv', header, rows.toSpliced(twice, 0, rows[twice]!), { delimiter: ',' })
}

function telegramFile(days: readonly SpendDay[]): DemoFile {
  const header = ['День', 'Объявление', 'Название', 'utm_source', 'utm_medium', 'Просмотры', 'Переходы', 'Потрачено, ₽']
  const rows = days.map((d): Cell[] => [
    isoDay(d.start),
    ...labels(d.campaign),
    d.impressions,
    d.clicks,
    plainMoney(d.kopecks),
  ])
  return tableFile('data/telegram.csv', header, rows, { delimiter: '\t' })
}

const labels = (c: Campaign): Cell[] => [c.id, c.name, c.utmSource, c.utmMedium]
