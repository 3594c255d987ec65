import { setTimeout as sleep } from 'node:timers/promises'
import { FixConfig, FixData, Unavailable } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import type { Execution, Machine } from './machine.ts'

export interface AwsRunOptions {
  readonly stage: string
  readonly asOf?: string
  /** Follows a run that goes on already. */
  readonly follow?: string
}

export interface AwsRunParts {
  readonly machine: Machine
  /** Where reports stand: `s3://bucket/reports/`, or the address of the page. */
  readonly reports: string
  readonly now: () => number
  readonly pollMs: number
}

/** The steps that a reader understands; the others are details. */
const steps: Readonly<Record<string, Text>> = {
  PullAll: say('Читаю источники', 'Reading the sources'),
  Plan: say('Смотрю, что изменилось', 'Looking what has changed'),
  PlanAsOf: say('Смотрю, что изменилось', 'Looking what has changed'),
  Levels: say('Строю витрины', 'Building the marts'),
  Check: say('Проверяю', 'Checking'),
  Publish: say('Публикую', 'Publishing'),
  Render: say('Пишу отчёт', 'Writing the report'),
  Deliver: say('Рассылаю', 'Sending it out'),
  DeliverBlocked: say('Проверка не пустила: рассказываю почему', 'A check blocks it: telling why'),
  DeliverFailed: say('Не вышло: рассказываю почему', 'It failed: telling why'),
}

const goOn = (stage: string, name: string) => `concord run --on aws --stage ${stage} --follow ${name}`

/** Execution names may hold neither colons nor points. */
const nameAt = (now: number): string => `by-hand-${new Date(now).toISOString().replace(/[:.]/g, '-')}`

function failureOf(name: string, { status, error, cause }: Execution): FixData | Unavailable {
  const why = [error, cause].filter(Boolean).join(': ').slice(0, 600) || status
  const problem = {
    who: name,
    code: 'NIGHTLY_FAILED',
    what: say(`прогон не удался: ${why}`, `the run failed: ${why}`),
    hint: say('Что делать, написано в письме и в журнале шага', 'The mail and the log of the step say what to do'),
  }
  return error === 'FixData' ? new FixData(problem) : new Unavailable(problem)
}

/** Says each step once, until the run ends. */
async function follow(ctx: Context, name: string, { machine, pollMs }: AwsRunParts): Promise<Execution> {
  const told = new Set<string>()
  for (;;) {
    const found = await machine.look(name)
    for (const state of await machine.entered(name)) {
      const step = steps[state]
      if (!step || told.has(state)) continue
      told.add(state)
      ctx.tell([step])
    }
    if (found.status !== 'RUNNING') return found
    await sleep(pollMs, undefined, { signal: ctx.signal })
  }
}

/** Starts the machine and stays with it; Ctrl-C leaves it running. Errors: FixData where a check blocks, Unavailable. */
export async function runOnAws(ctx: Context, options: AwsRunOptions, parts: AwsRunParts): Promise<Outcome> {
  if (options.asOf !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(options.asOf)) throw badDay(options.asOf)
  const name = options.follow ?? nameAt(parts.now())
  if (!options.follow) await parts.machine.start(name, options.asOf ? { as_of: options.asOf } : {})
  const again = goOn(options.stage, name)
  ctx.tell([say(`Прогон ${name}`, `Run ${name}`)])
  try {
    const found = await follow(ctx, name, parts)
    if (found.status !== 'SUCCEEDED') throw failureOf(name, found)
  } catch (error) {
    if (ctx.signal.aborted) {
      ctx.tell([say(`На AWS он идёт дальше. Смотреть: ${again}`, `It goes on at AWS. To watch it: ${again}`)])
    }
    throw error
  }
  return { result: { run: name, status: 'SUCCEEDED', reports: parts.reports }, print: [parts.reports] }
}

const badDay = (text: string): FixConfig =>
  new FixConfig({
    code: 'BAD_DAY',
    what: say(`«${text}» не день вида ГГГГ-ММ-ДД`, `“${text}” is not a day of the form YYYY-MM-DD`),
  })
