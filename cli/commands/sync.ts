import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'
import { withProjectLock } from '../pipeline/lock.ts'
import { type SyncOptions, syncAll } from '../pipeline/sync.ts'

export const syncCommand = (help: HelpTexts): Command =>
  new Command('sync')
    .description(help.sync)
    .option('--select <names>', help.syncSelect)
    .option('--full-refresh', help.syncFull)
    .option('--dry-run', help.dryRun)
    .action(
      action((ctx, options: SyncOptions) => withProjectLock(ctx, 'sync', (locked) => syncAll(ctx, options, locked))),
    )
