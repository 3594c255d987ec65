import type { SourceRow } from '#report/month-data.ts'

/** Letters on the page; the CSV has the whole name. */
const longest = 80

/** Control characters and marks of writing direction: unseen in a name, they turn round the text after it. */
const unseen = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** Text from outside for one line: without unseen marks, and of a long one the beginning. */
export function shortText(text: string, most = longest): string {
  const letters = [...text.replaceAll(unseen, '')]
  return letters.length > most ? `${letters.slice(0, most).join('').trimEnd()}…` : letters.join('')
}

/** A campaign's name, else its code, as a page shows it; null where money or leads have no campaign. */
export function campaignTitle({ campaignName, campaign }: Pick<SourceRow, 'campaignName' | 'campaign'>): string | null {
  const name = campaignName ?? campaign
  return name === null ? null : shortText(name)
}
