import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'

export const forgetCommand = (help: HelpTexts): Command =>
  new Command('forget')
    .description(help.forget)
    .argument('<connection>')
    .option('--dry-run', help.dryRun)
    .action(
      action(async (ctx, name: string, options: { dryRun?: boolean }) => {
        const { forgetLocked } = await import('../verbs/forget.ts')
        return forgetLocked(ctx, name, Boolean(options.dryRun))
      }),
    )
