import { createHash } from 'node:crypto'
import { renderToString } from 'preact-render-to-string'
import type { MonthData } from '#report/month-data.ts'
import type { Language } from '#shared/i18n/text.ts'
import type { Links } from './links.ts'
import { pageTitle } from './pages/header.tsx'
import { MonthPage } from './pages/month.tsx'
import { style } from './style.ts'
import { viewOf } from './view.ts'

export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Only our own style sheet, known by its hash: no script, no picture, no request leaves the page. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`

/** A whole document around a rendered body. */
export function documentOf(language: Language, title: string, body: string): string {
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">',
    `<title>${escapeText(title)}</title><style>${style}</style></head><body>${body}</body></html>\n`,
  ].join('')
}

/** Childless shapes close themselves; text can't look like this, its `<` is escaped. */
const shorter = (html: string) => html.replaceAll(/><\/(?:rect|line)>/g, '/>')

/** One month in one language as a self-contained HTML document. Same data, same text, byte for byte. */
export function renderMonth(data: MonthData, language: Language, links: Links): string {
  const view = viewOf(data, language)
  const title = [data.company.name, pageTitle(view)].filter(Boolean).join(' · ')
  return documentOf(language, title, shorter(renderToString(<MonthPage view={view} links={links} />)))
}
