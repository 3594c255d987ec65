import type { MonthData } from '#report/month-data.ts'
import type { Language } from '#shared/i18n/text.ts'
import { keys } from '#shared/names.ts'
import { csvTables } from './csv-tables.ts'
import { newestDate, type Published, readMonth } from './data.ts'
import type { Links, MonthLink } from './links.ts'
import { renderMonth } from './page.tsx'
import { renderMonthList } from './pages/month-list.tsx'
import { readHealth, readMonths } from './read/context.ts'
import type { Query } from './read/rows.ts'

export { renderMonth } from './page.tsx'

interface ReportOptions {
  /** Months to write (YYYY-MM); default: every month that has facts. Links lead to all of those anyway. */
  readonly months?: readonly string[]
  /** The first is the company's default and gets `index.html`; the others get `index.<language>.html`. */
  readonly languages?: readonly Language[]
  readonly published?: Published
}

export interface ReportFile {
  /** A lake key below `reports/`. */
  readonly name: string
  readonly bytes: Uint8Array
}

interface Plan {
  readonly months: readonly string[]
  readonly languages: readonly Language[]
}

/** All pages and tables of the report. Same marts, same bytes: no clock is read. Errors: those of the query. */
export async function* reportFiles(query: Query, options: ReportOptions = {}): AsyncIterable<ReportFile> {
  const published = options.published ?? {}
  const asOf = published.as_of ?? newestDate((await readHealth(query)).map((row) => row.newest))
  const known = await readMonths(query, asOf)
  const wanted = options.months ?? known
  const languages = options.languages ?? ['ru', 'en']
  const plan = { months: [...new Set([...known, ...wanted])].sort(), languages }
  for (const month of wanted) yield* monthFiles(await readMonth(query, month, published), plan)
  yield { name: 'reports/index.html', bytes: encode(renderMonthList(plan.months, languages)) }
}

const encode = (text: string) => new TextEncoder().encode(text)

const pageName = (language: Language, { languages }: Plan) =>
  language === languages[0] ? 'index.html' : `index.${language}.html`

const tableName = (id: string, month: string, language: Language, { languages }: Plan) =>
  language === languages[0] ? `${id}_${month}.csv` : `${id}_${month}.${language}.csv`

function* monthFiles(data: MonthData, plan: Plan): Iterable<ReportFile> {
  for (const language of plan.languages) {
    const html = renderMonth(data, language, linksOf(data.month, language, plan))
    yield { name: keys.report(data.month, pageName(language, plan)), bytes: encode(html) }
    for (const table of csvTables) {
      const name = tableName(table.id, data.month, language, plan)
      yield { name: keys.report(data.month, name), bytes: table.make(data, language) }
    }
  }
}

function linksOf(month: string, language: Language, plan: Plan): Links {
  const link = (other: string | undefined): MonthLink | undefined =>
    other === undefined ? undefined : { month: other, href: `../${other}/${pageName(language, plan)}` }
  const at = plan.months.indexOf(month)
  const other = plan.languages.find((candidate) => candidate !== language)
  return {
    previous: at > 0 ? link(plan.months[at - 1]) : undefined,
    next: link(plan.months[at + 1]),
    months: plan.months.map((each) => ({ month: each, href: `../${each}/${pageName(language, plan)}` })),
    otherLanguage: other && pageName(other, plan),
    tables: csvTables.map((table) => ({ label: table.label, href: tableName(table.id, month, language, plan) })),
  }
}
