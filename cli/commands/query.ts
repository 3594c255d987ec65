import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'

export const queryCommand = (help: HelpTexts): Command =>
  new Command('query')
    .description(help.query)
    .argument('[sql]')
    .option('--csv', help.queryCsv)
    .action(
      action(async (ctx, sql: string | undefined, options: { csv?: boolean }) => {
        const { query } = await import('../verbs/query.ts')
        return query(ctx, sql, options)
      }),
    )
