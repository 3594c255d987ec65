import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'

export const replayCommand = (help: HelpTexts): Command =>
  new Command('replay')
    .description(help.replay)
    .option('--select <names>', help.syncSelect)
    .action(
      action(async (ctx, options: { select?: string }) => {
        const { replayLocked } = await import('../verbs/replay.ts')
        return replayLocked(ctx, options.select)
      }),
    )
