import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'
import type { BuildOptions } from '../pipeline/build.ts'

export const buildCommand = (help: HelpTexts): Command =>
  new Command('build')
    .description(help.build)
    .option('--as-of <day>', help.asOf)
    .action(
      action(async (ctx, options: BuildOptions) => {
        const { buildLocked } = await import('../pipeline/build.ts')
        return buildLocked(ctx, options)
      }),
    )
