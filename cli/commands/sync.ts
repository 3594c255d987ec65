import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'
import type { SyncOptions } from '../pipeline/sync.ts'

export const syncCommand = (help: HelpTexts): Command =>
  new Command('sync')
    .description(help.sync)
    .option('--select <names>', help.syncSelect)
    .option('--since <day>', help.syncSince)
    .option('--full-refresh', help.syncFull)
    .option('--dry-run', help.dryRun)
    .action(
      action(async (ctx, options: SyncOptions) => {
        const { syncLocked } = await import('../pipeline/sync.ts')
        return syncLocked(ctx, options)
      }),
    )
