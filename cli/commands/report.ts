import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'
import { type ReportOptions, reportAll } from '../pipeline/report.ts'

export const reportCommand = (help: HelpTexts): Command =>
  new Command('report')
    .description(help.report)
    .option('--month <month>', help.reportMonth)
    .action(action((ctx, options: ReportOptions) => reportAll(ctx, options)))
