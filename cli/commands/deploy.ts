import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'

export const deployCommand = (help: HelpTexts, packageRoot: string): Command =>
  new Command('deploy')
    .description(help.deploy)
    .argument('<stage>', help.stage)
    .action(
      action(async (ctx, stage: string) => {
        // AWS clients are loaded by those who need them.
        const [{ deploy }, { deployParts }] = await Promise.all([import('../aws/deploy.ts'), import('../aws/parts.ts')])
        return deploy(ctx, stage, deployParts(ctx, packageRoot))
      }),
    )
