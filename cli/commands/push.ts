import { Command } from 'commander'
import type { PushOptions } from '../aws/push.ts'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'

export const pushCommand = (help: HelpTexts): Command =>
  new Command('push')
    .description(help.push)
    .argument('<stage>', help.stage)
    .option('--data', help.pushData)
    .action(
      action(async (ctx, stage: string, options: PushOptions) => {
        // Loaded here alone: the clients of AWS would slow down every other order.
        const [{ placeOf }, { push }, { stageStores }] = await Promise.all([
          import('../aws/place.ts'),
          import('../aws/push.ts'),
          import('../aws/stage-stores.ts'),
        ])
        return push(ctx, stageStores(placeOf(ctx.projectDir, stage)), options)
      }),
    )
