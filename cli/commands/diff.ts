import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'

export const diffCommand = (help: HelpTexts, packageRoot: string): Command =>
  new Command('diff')
    .description(help.diff)
    .argument('<stage>', help.stage)
    .action(
      action(async (ctx, stage: string) => {
        // AWS clients are loaded by those who need them.
        const [{ diff }, { deployParts }] = await Promise.all([import('../aws/deploy.ts'), import('../aws/parts.ts')])
        return diff(ctx, stage, deployParts(ctx, packageRoot))
      }),
    )
