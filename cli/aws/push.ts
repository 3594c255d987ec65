import { join } from 'node:path'
import { loadConnections } from '#ingest/connection/connections.ts'
import { personalKeyName } from '#ingest/files/protect.ts'
import { withLock } from '#ingest/with-lock.ts'
import { lintAgreements } from '#shared/agreement/lint.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import { FixAgreement, FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { pushProject } from '#shared/project/in-lake.ts'
import { moveData } from '#shared/project/move-data.ts'
import type { Runtime } from '#shared/runtime.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import { withProjectLock } from '../pipeline/lock.ts'

export interface PushOptions {
  readonly data?: boolean
}

/** What pushing touches of a stage. */
export type StageStores = Pick<Runtime, 'lake' | 'state' | 'secrets' | 'clock'>

/** Sends what people agreed on, and with `data` what was ingested, to a stage. Errors: FixAgreement, FixConfig, Unavailable. */
export async function push(ctx: Context, stage: StageStores, { data = false }: PushOptions): Promise<Outcome> {
  await validate(ctx.projectDir)
  await shareKey(ctx, stage)
  const pushed = await pushProject(stage.lake, ctx.projectDir)
  const moved = data ? await pushData(ctx, stage) : undefined
  const files = pushed.files.length
  const project = pushed.moved
    ? say(`Отправлено: файлов ${files}, версия ${pushed.version}`, `Pushed: ${files} files, version ${pushed.version}`)
    : say(`Без изменений: версия ${pushed.version}`, `Nothing changed: version ${pushed.version}`)
  const counts = moved && [
    say(
      `Данные: отправлено ${moved.copied}, совпадало ${moved.same}, убрано ${moved.removed}`,
      `Data: ${moved.copied} sent, ${moved.same} the same, ${moved.removed} removed`,
    ),
  ]
  return {
    result: { ...pushed, data: moved },
    notes: [project, ...(counts ?? [])],
    next: say(
      'следующий запуск возьмёт это сам; сейчас: concord run --on aws',
      'the next run takes it; now: concord run --on aws',
    ),
  }
}

/** All that a run would trip over is said here. */
async function validate(projectDir: string): Promise<void> {
  const agreements = await loadAgreements(join(projectDir, 'agreement'))
  const errors = lintAgreements(agreements).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new FixAgreement(errors)
  await loadConnections(projectDir)
}

/** One key on both sides: else the same person would be two people in joined data. */
async function shareKey(ctx: Context, { secrets }: StageStores): Promise<void> {
  const own = await ctx.runtime().secrets.read(personalKeyName)
  const theirs = await secrets.read(personalKeyName)
  if (own === undefined || own === theirs) return
  if (theirs !== undefined) throw otherKey()
  await secrets.write(personalKeyName, own)
}

const pushData = (ctx: Context, stage: StageStores) =>
  withProjectLock(ctx, 'push', ({ signal: ours }) =>
    withLock(stage, 'concord push', (fence, lost) =>
      moveData({
        from: ctx.runtime(),
        to: stage,
        fence,
        progress: ctx.runtime().progress,
        signal: AbortSignal.any([ours, lost]),
      }),
    ),
  )

const otherKey = () =>
  new FixConfig({
    who: 'push',
    code: 'OTHER_PERSONAL_KEY',
    where: personalKeyName,
    what: say(
      'у контура другой ключ для персональных данных: люди перестали бы узнаваться',
      'the stage has another key for personal data: people would no longer be recognised',
    ),
    hint: say('Возьмите ключ контура в .env этой папки', "Take the stage's key into the .env of this folder"),
  })
