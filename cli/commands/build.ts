import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'
import { type BuildOptions, buildAll } from '../pipeline/build.ts'
import { withProjectLock } from '../pipeline/lock.ts'

export const buildCommand = (help: HelpTexts): Command =>
  new Command('build')
    .description(help.build)
    .option('--as-of <day>', help.asOf)
    .action(
      action((ctx, options: BuildOptions) => withProjectLock(ctx, 'build', (locked) => buildAll(ctx, options, locked))),
    )
