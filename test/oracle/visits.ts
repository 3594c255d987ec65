import type { DemoFile } from '#examples/demo/generate.ts'
import { channelOf, isBrand } from './rules.ts'
import { isoTime, monthOf, tableOf } from './tables.ts'

export interface Visit {
  readonly month: string
  readonly channel: string
  readonly campaign: string | null
  readonly isBrand: boolean
}

const searches = ['https://www.google.com/', 'https://ya.ru/', 'https://yandex.ru/', 'https://www.bing.com/']

/** A visit without tags that comes from a search engine is the search's. */
export const readVisits = (files: readonly DemoFile[]): readonly Visit[] =>
  tableOf(files, 'visits.csv', ',').map((row) => {
    const tagged = channelOf(row.utm_source!, row.utm_medium!)
    const channel = tagged === 'direct' && searches.includes(row.referrer!) ? 'seo' : tagged
    return {
      month: monthOf(isoTime(row.start!)),
      channel,
      campaign: row.utm_campaign || null,
      isBrand: isBrand(channel, row.utm_term!),
    }
  })
