import type { Text } from '#shared/i18n/text.ts'

export interface Link {
  readonly label: Text
  readonly href: string
}

export interface MonthLink {
  readonly month: string
  readonly href: string
}

/** The ways out of a page: plain relative links, so that they work from a disk, a bucket and a mail. */
export interface Links {
  readonly previous?: MonthLink
  readonly next?: MonthLink
  readonly months: readonly MonthLink[]
  readonly otherLanguage?: string
  readonly tables: readonly Link[]
}

export const noLinks: Links = { months: [], tables: [] }

/** http(s) or a relative path; anything else (javascript:, data:, //host) is no link at all. */
export function safeHref(href: string): string | undefined {
  const isPlain = [...href].every((char) => char > ' ' && char !== '\u007f' && char !== '\\')
  if (!isPlain) return undefined
  if (/^https?:\/\/[^/]/i.test(href)) return href
  const isRelative = !/^[a-z][a-z0-9+.-]*:/i.test(href) && !href.startsWith('//')
  return isRelative ? href : undefined
}
