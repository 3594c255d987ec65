import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'

export const destroyCommand = (help: HelpTexts, packageRoot: string): Command =>
  new Command('destroy')
    .description(help.destroy)
    .argument('<stage>', help.stage)
    .action(
      action(async (ctx, stage: string) => {
        // AWS clients are loaded by those who need them.
        const [{ destroy }, { deployParts }] = await Promise.all([
          import('../aws/deploy.ts'),
          import('../aws/parts.ts'),
        ])
        return destroy(ctx, stage, deployParts(ctx, packageRoot))
      }),
    )
