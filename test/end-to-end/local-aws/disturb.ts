import { models } from '#aggregate/models/index.ts'
import { isShown } from '#aggregate/on-athena/parts.ts'
import { type Crash, plant, titleOf } from './crashes.ts'
import { newsOf } from './letters.ts'
import { rowsInCloud } from './marts.ts'
import { reset } from './reset.ts'
import type { LocalAws } from './start.ts'

/** What a night leaves for people: the rows of all marts and checks, and what was mailed. */
export interface Left {
  readonly marts: Readonly<Record<string, readonly string[]>>
  readonly mails: readonly string[]
  readonly alerts: readonly string[]
}

export async function leftBy(aws: LocalAws): Promise<Left> {
  const marts: Record<string, readonly string[]> = {}
  for (const model of models.filter(isShown)) marts[model.name] = await rowsInCloud(aws, model)
  return { marts, mails: newsOf(aws.gateway.mails), alerts: [...aws.gateway.alerts] }
}

export interface Disturbed {
  readonly status: string
  /** Crashes that were planned and met no call. */
  readonly missed: readonly string[]
  readonly left: Left | undefined
  readonly failures: readonly string[]
}

/** A whole night from nothing in which all of these happen. */
export async function disturbedNight(aws: LocalAws, crashes: readonly Crash[]): Promise<Disturbed> {
  await reset(aws, 'pull')
  const missed = plant(aws.gateway, crashes)
  const { status, ...night } = await aws.night()
  aws.gateway.fault = () => undefined
  const failures = await aws.failures({ status, ...night })
  return {
    status,
    missed: missed().map(titleOf),
    left: status === 'SUCCEEDED' ? await leftBy(aws) : undefined,
    failures,
  }
}
