import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'

export const explainCommand = (help: HelpTexts): Command =>
  new Command('explain')
    .description(help.explain)
    .argument('<kpi>')
    .option('--month <month>', help.explainMonth)
    .action(
      action(async (ctx, kpi: string, options: { month?: string }) => {
        const { explain } = await import('../verbs/explain.ts')
        return explain(ctx, kpi, options)
      }),
    )
