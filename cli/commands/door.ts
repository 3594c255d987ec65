import { Command } from 'commander'
import type { DoorOptions } from '../connect/door.ts'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'

export const doorCommand = (help: HelpTexts): Command =>
  new Command('door')
    .description(help.door)
    .option('--port <number>', help.doorPort, '8787')
    .option('--host <address>', help.doorHost, '127.0.0.1')
    .action(
      action(async (ctx, options: DoorOptions) => {
        const { openDoor } = await import('../connect/door.ts')
        return openDoor(ctx, options)
      }),
    )
