import { readMonth } from '#report/data.ts'
import { decide } from '#report/decide.ts'
import { type ReportFile, reportFiles } from '#report/render.ts'
import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { factsFile, hashMonths } from './facts.ts'
import { nothingPublished, openPublished, type Published, type ReportRuntime } from './published.ts'

const tries = 5

const crowded = (name: string) =>
  new Unavailable({
    who: 'report',
    code: 'REPORT_CROWDED',
    where: name,
    what: say('файл отчёта всё время меняет кто-то ещё', 'somebody else keeps changing this file of the report'),
    hint: say('Повторите позже', 'Try again later'),
  })

/** Several months are rendered at once, and all write the list of months. */
async function replace(lake: Lake, { name, bytes }: ReportFile): Promise<void> {
  for (let round = 0; round < tries; round++) {
    const standing = await lake.head(name)
    const put = await lake.put(name, bytes, standing ? { etag: standing.etag } : 'absent')
    if (put.done) return
  }
  throw crowded(name)
}

async function factsOf({ current, query }: Published, month: string): Promise<ReportFile> {
  const data = await readMonth(query, month, current)
  return factsFile({
    month,
    build: current.build,
    as_of: current.as_of,
    company: data.company.name,
    kpis: (await hashMonths(query)).get(month) ?? '',
    decisions: decide(data).map(({ tone, title, text }) => ({ tone, title, text })),
  })
}

/** Writes the pages and tables of a month; what the digest says of it comes last, when all else stands. */
export async function renderReport(rt: ReportRuntime, month: string): Promise<{ readonly files: readonly string[] }> {
  const published = await openPublished(rt)
  if (!published) throw nothingPublished()
  const { current, query } = published
  const files: string[] = []
  const write = async (file: ReportFile) => {
    await replace(rt.lake, file)
    files.push(file.name)
  }
  const options = { months: [month], languages: current.languages, published: current }
  for await (const file of reportFiles(query, options)) await write(file)
  await write(await factsOf(published, month))
  return { files }
}
