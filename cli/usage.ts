import type { Command, CommanderError } from 'commander'
import { FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { HelpTexts } from './help.ts'

/** Gives a command and all below it the reader's language, and lets its errors be printed like all others. */
export function speak(command: Command, help: HelpTexts): void {
  command
    .helpOption('-h, --help', help.help)
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .configureHelp({ styleTitle: (title) => help.titles[title as keyof HelpTexts['titles']] ?? title })
  if (command.commands.length > 0) command.helpCommand('help [command]', help.helpFor)
  if (command.name() === 'complete') command.description(help.complete)
  for (const below of command.commands) speak(below, help)
}

const quoted = (message: string): string => /'([^']*)'/.exec(message)?.[1] ?? ''

const sentences: Readonly<Record<string, (name: string) => Text>> = {
  'commander.unknownCommand': (name) => say(`команды «${name}» нет`, `there is no command “${name}”`),
  'commander.unknownOption': (name) => say(`ключа ${name} здесь нет`, `there is no option ${name} here`),
  'commander.missingArgument': (name) => say(`не указано: <${name}>`, `<${name}> is missing`),
  'commander.optionMissingArgument': (name) => say(`после ${name} нужно значение`, `${name} needs a value`),
  'commander.invalidArgument': (name) => say(`ключ ${name}: такого значения нет`, `${name}: there is no such value`),
  'commander.excessArguments': (name) => say(`лишние слова после «${name}»`, `too many words after “${name}”`),
}

/** What was wrong with the words on the command line; nothing when help was all that was asked for. */
export function usageProblem({ code, message, exitCode }: CommanderError): FixConfig | undefined {
  if (exitCode === 0 || code === 'commander.help') return undefined
  const sentence = sentences[code]
  const near = /Did you mean (?:one of )?([^?]+)\?/.exec(message)?.[1]
  const allowed = /Allowed choices are (.+)\.$/.exec(message)?.[1]
  const plain = message.replace(/^error: /, '')
  return new FixConfig({
    code: 'USAGE',
    what: sentence ? sentence(quoted(message)) : say(plain, plain),
    hint: hintOf(near, allowed),
  })
}

function hintOf(near: string | undefined, allowed: string | undefined): Text {
  if (near) return say(`Возможно, имелось в виду: ${near}`, `Did you mean ${near}?`)
  if (allowed) return say(`Можно: ${allowed}`, `It may be: ${allowed}`)
  return say('Все команды и ключи: concord --help', 'All commands and options: concord --help')
}
