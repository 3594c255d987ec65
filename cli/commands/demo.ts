import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { say } from '#shared/i18n/text.ts'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'
import { runPipeline } from '../pipeline/run.ts'
import { createProject, fillWithDemo } from '../project.ts'

export const demoCommand = (help: HelpTexts, packageRoot: string): Command =>
  new Command('demo')
    .description(help.demo)
    .argument('[dir]', help.demoDir, 'demo')
    .option('--no-open', help.demoOpen)
    .action(
      action(async (ctx, dir: string, options: { open: boolean }) => {
        const projectDir = resolve(dir)
        await createProject(projectDir, { packageRoot, language: ctx.language, withoutAgreement: true })
        await fillWithDemo(projectDir, packageRoot)
        const outcome = await runPipeline(ctx.at(projectDir), {})
        const page = outcome.print?.[0]
        if (page && options.open && process.stdout.isTTY && !process.env.CI) openInBrowser(page)
        return {
          ...outcome,
          print: page ? [page] : [],
          next: say(
            `найдите, почему в последнем месяце упала доля SQL; затем: concord explain sql_share --project ${dir}`,
            `find out why the SQL share fell in the last month; then: concord explain sql_share --project ${dir}`,
          ),
        }
      }),
    )

/** Nothing depends on it: on a machine without a browser the printed path is the answer. */
function openInBrowser(path: string): void {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open'
  const child = spawn(opener, [path], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
