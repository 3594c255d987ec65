import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'
import type { ReportOptions } from '../pipeline/report.ts'

export const reportCommand = (help: HelpTexts): Command =>
  new Command('report')
    .description(help.report)
    .option('--month <month>', help.reportMonth)
    .action(
      action(async (ctx, options: ReportOptions) => {
        const { reportAll } = await import('../pipeline/report.ts')
        return reportAll(ctx, options)
      }),
    )
