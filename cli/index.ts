import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import tab from '@bomb.sh/tab/commander'
import { Command, CommanderError, Option } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { agreementCommand } from './commands/agreement.ts'
import { buildCommand } from './commands/build.ts'
import { connectCommand } from './commands/connect.ts'
import { demoCommand } from './commands/demo.ts'
import { deployCommand } from './commands/deploy.ts'
import { destroyCommand } from './commands/destroy.ts'
import { diffCommand } from './commands/diff.ts'
import { doctorCommand } from './commands/doctor.ts'
import { doorCommand } from './commands/door.ts'
import { explainCommand } from './commands/explain.ts'
import { forgetCommand } from './commands/forget.ts'
import { initCommand } from './commands/init.ts'
import { pushCommand } from './commands/push.ts'
import { queryCommand } from './commands/query.ts'
import { replayCommand } from './commands/replay.ts'
import { reportCommand } from './commands/report.ts'
import { runCommand } from './commands/run.ts'
import { syncCommand } from './commands/sync.ts'
import { spokenLanguage } from './context.ts'
import { printFailure } from './failure.ts'
import { helpTexts } from './help.ts'
import { speak, usageProblem } from './usage.ts'

/** The installed package: the bundle and this file both stand one folder below it. */
const packageRoot = dirname(dirname(fileURLToPath(import.meta.url)))

const language = spokenLanguage(process.argv.slice(2), process.env)

function program(): Command {
  const help = helpTexts[language]
  const root = new Command('concord')
    .description(help.concord)
    .version(manifest.version, '--version', help.version)
    .option('--project <dir>', help.project)
    .option('--json', help.json)
    .addOption(new Option('--lang <ru|en>', help.lang).choices(['ru', 'en']))
    .option('--quiet', help.quiet)
    .option('--verbose', help.verbose)
    .option('--yes', help.yes)
  const verbs = [
    initCommand(help, packageRoot),
    demoCommand(help, packageRoot),
    connectCommand(help),
    syncCommand(help),
    buildCommand(help),
    reportCommand(help),
    runCommand(help),
    forgetCommand(help),
    explainCommand(help),
    queryCommand(help),
    agreementCommand(help),
    doctorCommand(help),
    replayCommand(help),
    doorCommand(help),
    pushCommand(help),
    deployCommand(help, packageRoot),
    diffCommand(help, packageRoot),
    destroyCommand(help, packageRoot),
  ]
  for (const verb of verbs) root.addCommand(verb)
  speak(root, help)
  tab(root)
  for (const added of root.commands.filter((command) => command.name() === 'complete')) speak(added, help)
  return root
}

try {
  const concord = program()
  if (process.argv.length <= 2) concord.outputHelp()
  else await concord.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
  const problem = usageProblem(error)
  if (problem) printFailure(problem, { language, json: process.argv.includes('--json'), verbose: false })
}
