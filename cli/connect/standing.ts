import { isResting } from '#ingest/exchange/quota.ts'
import type { Progress } from '#ingest/pull/progress.ts'
import { eraOf } from '#ingest/raw/pointer.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { State } from '#shared/state/state.ts'

/** How far one resource (of one item) of a connection has come. */
export interface Standing {
  readonly resource: string
  readonly item: string
  readonly progress: Progress
}

/** All that is known of a connection's pulls; what was forgotten since says nothing. */
export async function standingOf(state: State, { name }: Pick<SourceConnection, 'name'>): Promise<readonly Standing[]> {
  const era = await eraOf({ state }, name)
  const found: Standing[] = []
  for (const key of await state.list(`pull/${name}/`)) {
    const progress = (await state.get(key))?.value as unknown as Progress | undefined
    const [, , resource = '', item = ''] = key.split('/')
    if (progress?.era === era) found.push({ resource, item: item === '-' ? '' : item, progress })
  }
  return found
}

/** Epoch ms before which the system wants to hear nothing; undefined: it may be asked. */
export function restsUntil(standing: readonly Standing[], now: number): number | undefined {
  const until = standing.flatMap(({ progress: { resumeAt } }) => (isResting(resumeAt, now) ? [resumeAt] : []))
  return until.length > 0 ? Math.max(...until) : undefined
}

export const instantText = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`

export const resumesAt = (name: string, at: number): Text =>
  say(
    `  ⏸ [${name}] на сегодня хватит: дальше с ${instantText(at)}, прочитанное сохранено`,
    `  ⏸ [${name}] enough for today: resumes at ${instantText(at)}, what was read is kept`,
  )
