import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'
import { runPipeline } from '../pipeline/run.ts'

export const runCommand = (help: HelpTexts): Command =>
  new Command('run')
    .description(help.run)
    .option('--as-of <day>', help.asOf)
    .action(action((ctx, options: { asOf?: string }) => runPipeline(ctx, options)))
