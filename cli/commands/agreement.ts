import { Command } from 'commander'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'

/** The work is loaded by those who do it: help must not wait for it. */
const work = () => import('../verbs/agreement.ts')

export function agreementCommand(help: HelpTexts): Command {
  const group = new Command('agreement').description(help.agreement)
  group
    .command('check')
    .description(help.agreementCheck)
    .action(action(async (ctx) => (await work()).check(ctx)))
  group
    .command('diff')
    .description(help.agreementDiff)
    .argument('<from>')
    .argument('<to>')
    .action(action(async (ctx, from: string, to: string) => (await work()).diff(ctx, from, to)))
  group
    .command('print')
    .description(help.agreementPrint)
    .argument('[month]')
    .action(action(async (ctx, month: string | undefined) => (await work()).print(ctx, month)))
  group
    .command('schema')
    .description(help.agreementSchema)
    .action(action(async (ctx) => (await work()).schema(ctx)))
  return group
}
