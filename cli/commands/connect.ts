import { Command } from 'commander'
import type { ConnectSystemOptions } from '../connect/request.ts'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'
import type { ConnectOptions } from '../verbs/connect.ts'

export function connectCommand(help: HelpTexts): Command {
  const group = new Command('connect').description(help.connect).enablePositionalOptions()
  group
    .command('file')
    .description(help.connectFile)
    .argument('<path...>')
    .option('--name <name>', help.connectName)
    .option('--force', help.connectForce)
    .option('--dry-run', help.dryRun)
    .action(
      action(async (ctx, paths: readonly string[], options: ConnectOptions) => {
        const { connectFile } = await import('../verbs/connect.ts')
        // `connect` has the same options, and commander gives them to it wherever they stand.
        return connectFile(ctx, paths, { ...group.opts<ConnectOptions>(), ...options })
      }),
    )
  return withSystems(group, help)
}

const several = (word: string, before: readonly string[] = []) => [...before, word]

/** `connect <source>`: the sources are not named here, so that no other command has to load them. */
const withSystems = (group: Command, help: HelpTexts): Command =>
  group
    .argument('[source]', help.connectSource)
    .option('--name <name>', help.connectSystemName)
    .option('--account <word>', help.connectAccount)
    .option('--since <day>', help.connectSince)
    .option('--set <key=value>', help.connectSet, several)
    .option('--secret <role=NAME>', help.connectSecret, several)
    .option('--secret-file <role=path>', help.connectSecretFile, several)
    .option('--base-url <url>', help.connectBaseUrl)
    .option('--force', help.connectForce)
    .option('--dry-run', help.dryRun)
    .action(
      action(async (ctx, source: string | undefined, options: ConnectSystemOptions) => {
        if (source === undefined) return (await import('../connect/list.ts')).listSources(ctx)
        return (await import('../connect/system.ts')).connectSystem(ctx, source, options)
      }),
    )
