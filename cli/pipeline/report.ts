import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Blocked, readBlocked } from '#aggregate/blocked.ts'
import { models } from '#aggregate/models/index.ts'
import { openPublished, type Published } from '#aggregate/published.ts'
import { reportFiles } from '#report/render.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import { FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { SqlRow } from '#shared/warehouse/warehouse.ts'
import type { Context } from '../context.ts'
import { badMonth, isMonth, knownMonths } from '../month.ts'
import type { Outcome } from '../outcome.ts'
import { blockedForPage, staleNote } from './stale.ts'

export interface ReportOptions {
  month?: string
}

/** Writes the pages and CSV files below `reports/`; prints the newest month's page first. */
export async function reportAll(ctx: Context, options: ReportOptions): Promise<Outcome> {
  if (options.month !== undefined && !isMonth(options.month)) throw badMonth(options.month)
  const rt = ctx.runtime()
  const languages = (await loadAgreements(join(ctx.projectDir, 'agreement'))).at(-1)!.agreement.company.languages
  const published = await openPublished(rt)
  const blocked = await readBlocked(rt)
  const written: string[] = []
  try {
    const query = async (sql: string) => (await published.query(sql)).rows
    const months = options.month ? [await known(query, options.month)] : undefined
    for await (const file of reportFiles(query, { months, languages, published: factsOf(published, blocked) })) {
      ctx.signal.throwIfAborted()
      const path = join(ctx.projectDir, file.name)
      await writeWhole(path, file.bytes)
      written.push(path)
      rt.progress.step('report', written.length, undefined, 'files')
    }
  } finally {
    await published.close()
  }
  const pages = written.filter((path) => /\d{4}-\d{2}\/index\.html$/.test(path.replaceAll('\\', '/'))).sort()
  return {
    result: { pages, files: written },
    print: pages.toReversed(),
    notes: blocked ? [marked(staleNote(blocked))] : [],
    exitCode: blocked ? 4 : 0,
    next: say('откройте первую страницу', 'open the first page'),
  }
}

/** Errors: FixConfig for a month that no data and no agreement reaches. */
async function known(query: (sql: string) => Promise<readonly SqlRow[]>, month: string): Promise<string> {
  const rows = await query('select distinct month from fct_kpi order by month')
  const months = rows.map((row) => String(row.month))
  if (months.includes(month)) return month
  throw new FixConfig({
    code: 'NO_MONTH',
    what: say(`за ${month} данных нет`, `there is no data for ${month}`),
    hint: knownMonths(months),
  })
}

const marked = ({ ru, en }: Text): Text => say(`⚠ ${ru}`, `⚠ ${en}`)

/** What the page says of the build as a whole: its day, what its checks found, and whether a newer one is kept back. */
const factsOf = ({ current }: Published, blocked: Blocked | undefined) => ({
  as_of: current.as_of,
  blocked: blockedForPage(blocked),
  checks: current.checks.map((check) => ({ ...check, about: models.find(({ name }) => name === check.name)?.about })),
})

/** A reader of the page sees the old one or the new one. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.tmp`
  await writeFile(temporary, bytes)
  await rename(temporary, path)
}
