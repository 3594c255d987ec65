import { resolve } from 'node:path'
import { Command } from 'commander'
import { say } from '#shared/i18n/text.ts'
import { quoted } from '../as-typed.ts'
import { action } from '../context.ts'
import type { HelpTexts } from '../help.ts'

interface InitOptions {
  demo?: boolean
  month?: string
}

export const initCommand = (help: HelpTexts, packageRoot: string): Command =>
  new Command('init')
    .description(help.init)
    .argument('[dir]', help.project)
    .option('--demo', help.initDemo)
    .option('--month <month>', help.initMonth)
    .action(
      action(async (ctx, given: string | undefined, options: InitOptions) => {
        const { createProject, fillWithDemo, refuseRealCompany } = await import('../project.ts')
        const dir = given ?? ctx.projectDir
        const projectDir = resolve(dir)
        if (options.demo) await refuseRealCompany(projectDir)
        const created = await createProject(projectDir, {
          packageRoot,
          language: ctx.language,
          month: options.month,
          withoutAgreement: options.demo,
        })
        if (options.demo) created.push(...(await fillWithDemo(projectDir, packageRoot)))
        return {
          result: { project: projectDir, created },
          print: created,
          notes: [
            say(
              'Ключ для личных данных записан в .env. Сделайте его копию: без него телефоны и почта старых и новых строк не сойдутся.',
              'The key for personal data stands in .env. Back it up: without it, phones and e-mails of old and new rows will not match.',
            ),
          ],
          next: options.demo
            ? say(`concord run --project ${quoted(dir)}`, `concord run --project ${quoted(dir)}`)
            : say(
                `${enter(dir)}впишите план в agreement/, затем concord connect file ВЫГРУЗКА.csv`,
                `${enter(dir)}fill in the plan in agreement/, then concord connect file EXPORT.csv`,
              ),
        }
      }),
    )

const enter = (dir: string): string => (resolve(dir) === resolve('.') ? '' : `cd ${quoted(dir)}, `)
