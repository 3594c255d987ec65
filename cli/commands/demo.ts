import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { say } from '#shared/i18n/text.ts'
import { action, type Context } from '../context.ts'
import type { HelpTexts } from '../help.ts'
import type { Outcome } from '../outcome.ts'

interface DemoCommandOptions {
  readonly open: boolean
  readonly throughConnectors?: 'ru' | 'world'
}

export const demoCommand = (help: HelpTexts, packageRoot: string): Command =>
  new Command('demo')
    .description(help.demo)
    .argument('[dir]', help.demoDir)
    .option('--no-open', help.demoOpen)
    .addOption(new Option('--through-connectors <ru|world>', help.demoConnectors).choices(['ru', 'world']))
    .action(
      action(async (ctx, given: string | undefined, { open, throughConnectors }: DemoCommandOptions) => {
        const named = ctx.projectDir === resolve('.') ? undefined : ctx.projectDir
        const dir = given ?? named ?? (throughConnectors ? `demo-${throughConnectors}` : 'demo')
        const projectDir = resolve(dir)
        const { createProject, fillWithDemo, refuseRealCompany } = await import('../project.ts')
        await refuseRealCompany(projectDir)
        await createProject(projectDir, { packageRoot, language: ctx.language, withoutAgreement: true })
        const run = throughConnectors
          ? (await import('../demo-run.ts')).runThroughConnectors(ctx.at(projectDir), packageRoot, throughConnectors)
          : fillWithDemo(projectDir, packageRoot).then(() => runFiles(ctx.at(projectDir)))
        const outcome = await run
        const page = outcome.print?.[0]
        if (page && open && process.stdout.isTTY && !process.env.CI) openInBrowser(page)
        return {
          ...outcome,
          projectDir,
          print: page ? [page] : [],
          next: say(
            'откройте страницу: почему в последнем месяце упала доля SQL? То же из терминала: concord explain sql_share',
            'open the page: why did the SQL share fall in the last month? The same in the terminal: concord explain sql_share',
          ),
        }
      }),
    )

async function runFiles(ctx: Context): Promise<Outcome> {
  const { runPipeline } = await import('../pipeline/run.ts')
  return runPipeline(ctx, {})
}

/** Nothing depends on it: on a machine without a browser the printed path is the answer. */
function openInBrowser(path: string): void {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open'
  const child = spawn(opener, [path], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
