import { join } from 'node:path'
import { type BuildSummary, build } from '#aggregate/build.ts'
import type { CheckResult } from '#aggregate/checks.ts'
import { lookups } from '#aggregate/lookups/index.ts'
import graph from '#aggregate/models/graph.json' with { type: 'json' }
import { models } from '#aggregate/models/index.ts'
import { compileAgreements } from '#shared/agreement/compile.ts'
import { lintAgreements } from '#shared/agreement/lint.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Context } from '../context.ts'
import { badDay, isDay } from '../month.ts'
import type { Outcome } from '../outcome.ts'
import { type Locked, withProjectLock } from './lock.ts'

export interface BuildOptions {
  asOf?: string
}

export const buildLocked = (ctx: Context, options: BuildOptions): Promise<Outcome> =>
  withProjectLock(ctx, 'build', (locked) => buildAll(ctx, options, locked))

/** Builds, checks and publishes. Errors: FixAgreement, FixData where a check keeps the old numbers up. */
export async function buildAll(ctx: Context, options: BuildOptions, locked: Locked): Promise<Outcome> {
  if (options.asOf !== undefined && !isDay(options.asOf)) throw badDay(options.asOf)
  const agreements = await loadAgreements(join(ctx.projectDir, 'agreement'))
  const warnings = lintAgreements(agreements)
  const summary = await build(ctx.runtime(), {
    models,
    lookups,
    graph,
    agreement: compileAgreements(agreements),
    asOf: options.asOf,
    until: tomorrow(ctx.runtime().clock.now()),
    fence: locked.fence,
    signal: locked.signal,
  })
  return {
    result: { ...summary, agreement_warnings: warnings },
    notes: [
      ...warnings.map(({ where, what }) => say(`⚠ ${where} ${what.ru}`, `⚠ ${where} ${what.en}`)),
      ...buildNotes(summary),
    ],
    next: say('concord report', 'concord report'),
  }
}

function buildNotes(summary: BuildSummary): Text[] {
  const warned = summary.checks.filter((check) => check.rows > 0)
  return [
    !summary.built
      ? say(
          `Ничего не изменилось, опубликована сборка ${summary.build}`,
          `Nothing changed, build ${summary.build} is published`,
        )
      : say(
          `Опубликована сборка ${summary.build}: таблиц ${Object.keys(summary.models).length}, данные на ${summary.asOf}`,
          `Published build ${summary.build}: ${Object.keys(summary.models).length} tables, data as of ${summary.asOf}`,
        ),
    ...warned.map(warning),
  ]
}

function warning({ name, rows }: CheckResult): Text {
  const about = models.find((model) => model.name === name)?.about
  return say(
    `⚠ ${about?.ru ?? name}, строк: ${rows}. Посмотреть: concord query "select * from ${name}"`,
    `⚠ ${about?.en ?? name}, rows: ${rows}. To see them: concord query "select * from ${name}"`,
  )
}

/** Somewhere it is tomorrow already. */
const tomorrow = (now: number): string => new Date(now + 86_400_000).toISOString().slice(0, 10)
