import { Command, Option } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'

interface RunOptions {
  readonly asOf?: string
  readonly on?: 'local' | 'aws'
  readonly stage: string
  readonly follow?: string
}

export const runCommand = (help: HelpTexts): Command =>
  new Command('run')
    .description(help.run)
    .option('--as-of <day>', help.asOf)
    .addOption(new Option('--on <where>', help.runOn).choices(['local', 'aws']))
    .option('--stage <name>', help.stage, 'prod')
    .option('--follow <run>', help.runFollow)
    .action(
      action(async (ctx, options: RunOptions) => {
        if (options.on !== 'aws') return (await import('../pipeline/run.ts')).runPipeline(ctx, options)
        // AWS clients are loaded by those who need them.
        const { startOnAws } = await import('../aws/start.ts')
        return startOnAws(ctx, options)
      }),
    )
