import { sources } from '#ingest/sources/index.ts'
import { say } from '#shared/i18n/text.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import { firstSentence } from './guides.ts'

const file = say('файлы CSV, TSV, XLSX, JSON Lines', 'files: CSV, TSV, XLSX, JSON Lines')

/** Everything that can be connected. */
export async function listSources(ctx: Context): Promise<Outcome> {
  const all = [{ name: 'file', about: file }, ...Object.values(sources)]
  const width = Math.max(...all.map(({ name }) => name.length))
  return {
    result: all.map(({ name, about }) => ({ name, about: about[ctx.language] })),
    print: all.map(({ name, about }) => `${name.padEnd(width)}  ${firstSentence(about[ctx.language])}`),
    next: say(
      'concord connect ИМЯ (для файла: concord connect file ВЫГРУЗКА.csv)',
      'concord connect NAME (for a file: concord connect file EXPORT.csv)',
    ),
  }
}
