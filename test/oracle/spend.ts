import type { DemoFile } from '#examples/demo/generate.ts'
import { channelOf } from './rules.ts'
import { dayOf, isoTime, kopecks, monthOf, type Row, russianTime, tableOf } from './tables.ts'

/** Money is kopecks without VAT. */
export interface Spend {
  readonly source: string
  readonly month: string
  readonly day: string
  readonly channel: string
  readonly campaign: string
  readonly clicks: number
  readonly impressions: number
  readonly money: number
}

interface Columns {
  readonly time: (row: Row) => number
  readonly campaign: string
  readonly impressions: string
  readonly clicks: string
  readonly money: string
}

const cabinets: readonly (readonly [source: string, delimiter: string, columns: Columns])[] = [
  [
    'direct',
    ';',
    {
      time: (row) => russianTime(row.Дата!),
      ...{ campaign: '№ кампании', impressions: 'Показы', clicks: 'Клики', money: 'Расход (руб.), без НДС' },
    },
  ],
  [
    'vk',
    ',',
    {
      time: (row) => isoTime(row.date!),
      ...{ campaign: 'campaign_id', impressions: 'shows', clicks: 'clicks', money: 'spent' },
    },
  ],
  [
    'telegram',
    '\t',
    {
      time: (row) => isoTime(row.День!),
      ...{ campaign: 'Объявление', impressions: 'Просмотры', clicks: 'Переходы', money: 'Потрачено, ₽' },
    },
  ],
]

/** Every row of the three cabinets whose day exists, the one that was exported twice twice. */
export const readSpend = (files: readonly DemoFile[]): readonly Spend[] =>
  cabinets.flatMap(([source, delimiter, columns]) =>
    tableOf(files, `${source}.csv`, delimiter)
      .map((row) => ({ row, time: columns.time(row) }))
      .filter(({ time }) => !Number.isNaN(time))
      .map(({ row, time }) => ({
        source,
        month: monthOf(time),
        day: dayOf(time),
        channel: channelOf(row.utm_source!, row.utm_medium!),
        campaign: row[columns.campaign]!,
        clicks: Number(row[columns.clicks]),
        impressions: Number(row[columns.impressions]),
        money: kopecks(row[columns.money]!),
      })),
  )

export interface Cost {
  readonly month: string
  readonly team: string
  readonly money: number
}

export const readCosts = (files: readonly DemoFile[]): readonly Cost[] =>
  tableOf(files, 'costs.csv').map((row) => ({
    month: monthOf(russianTime(row.Месяц!)),
    team: row.Отдел!,
    money: kopecks(row['Сумма, ₽ без НДС']!),
  }))
