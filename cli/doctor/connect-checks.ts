import { isSystem } from '#ingest/connection/connections.ts'
import { isOtherMapping, type MadeBy, otherMapping, readMadeBy, refuseOtherOwner } from '#ingest/connection/made-by.ts'
import { readHints } from '#ingest/door/hints.ts'
import { isResting, shutKey } from '#ingest/exchange/quota.ts'
import type { Source } from '#ingest/source.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { sourceOf } from '#ingest/sources/index.ts'
import { type Holder, holderOf } from '#ingest/with-lock.ts'
import { FixConfig, type Problem } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { LocalRuntime } from '#shared/runtime-local.ts'
import { newestAgreement } from '../connect/newest-agreement.ts'
import { instantText, type Standing, standingOf } from '../connect/standing.ts'
import type { Finding } from './checks.ts'
import { checkFreshness } from './connect-freshness.ts'
import { checkMapping } from './connect-mapping.ts'
import { checkToken } from './connect-token.ts'
import { readableConnections } from './source-lines.ts'

const hourMs = 3_600_000

/** Lines on every connected system: key, quota, freshness, mapping, webhooks that wait. Nothing is asked of the system itself. */
export async function checkSystems(rt: LocalRuntime): Promise<Finding[]> {
  const systems = (await readableConnections(rt.projectDir)).filter(isSystem)
  if (systems.length === 0) return []
  const agreement = await newestAgreement(rt.projectDir)
  const holder = await holderOf(rt)
  const findings: Finding[] = holder ? [underWay(holder)] : []
  for (const connection of systems) {
    const source = sourceOf(connection.kind)!
    const standing = (await standingOf(rt.state, connection)).map((one) => (holder ? withNothingOpen(one) : one))
    const made = await readMadeBy(rt, connection)
    findings.push(
      ...(await checkToken(rt, source, connection)),
      ...(await checkQuota(rt, source, connection)),
      ...checkFreshness(source, connection, standing, rt.clock.now(), made?.readAt),
      ...checkMade(made, connection),
      ...(await checkMapping(rt, connection, agreement)),
      ...(await checkHints(rt, source, connection)),
    )
  }
  return findings
}

const underWay = ({ owner, pid, since }: Holder): Finding => ({
  ok: true,
  what: say(
    `сейчас работает «${owner}» (процесс ${pid}) с ${instantText(since)}: недочитанное покажет следующая проверка`,
    `“${owner}” (process ${pid}) is at work since ${instantText(since)}: what it leaves unread shows in the next check`,
  ),
})

/** What is open may be in somebody's hands right now. */
const withNothingOpen = (one: Standing): Standing => ({ ...one, progress: { ...one.progress, open: null, run: null } })

/** Records of another account, or by an earlier mapping, which count along with the new ones. */
export function checkMade(made: MadeBy | undefined, connection: SourceConnection): Finding[] {
  try {
    refuseOtherOwner(made, connection)
  } catch (error) {
    if (!(error instanceof FixConfig)) throw error
    const [{ what, hint }] = error.problems as [Problem]
    return [{ ok: false, what: say(`[${connection.name}] ${what.ru}`, `[${connection.name}] ${what.en}`), mend: hint }]
  }
  if (!isOtherMapping(made, connection)) return []
  const { ru, en } = otherMapping(connection)
  return [{ ok: false, what: say(`[${connection.name}] ${ru}`, `[${connection.name}] ${en}`) }]
}

interface Bucket {
  readonly tokens: number
  readonly at: number
  readonly closedUntil: number
}

/** What is left in the buckets of requests, as far as anything was asked yet. */
export async function checkQuota(
  { state, clock }: Pick<LocalRuntime, 'state' | 'clock'>,
  source: Source,
  connection: SourceConnection,
): Promise<Finding[]> {
  const host = hostOf(source, connection)
  if (host === undefined) return []
  const now = clock.now()
  const shut = (await state.get(shutKey(host)))?.value as number | undefined
  if (isResting(shut, now)) return [closed(connection, shut)]
  const left: string[] = []
  for (const [i, { per, rate, perMs, burst = rate }] of source.client.quotas.entries()) {
    const key = per === 'host' ? `quota/${host}/${i}` : `quota/${host}/${connection.account}/${i}`
    const bucket = (await state.get(key))?.value as unknown as Bucket | undefined
    if (!bucket) continue
    if (bucket.closedUntil > now) return [closed(connection, bucket.closedUntil)]
    const filled = Math.min(burst, bucket.tokens + ((now - bucket.at) * rate) / perMs)
    left.push(`${Math.max(0, Math.floor(filled))}/${burst}`)
  }
  if (left.length === 0) return []
  const what = left.join(', ')
  return [
    {
      ok: true,
      what: say(`[${connection.name}] запросов в запасе: ${what}`, `[${connection.name}] requests left: ${what}`),
    },
  ]
}

function hostOf({ client }: Source, connection: SourceConnection): string | undefined {
  try {
    return new URL(
      connection.base_url ?? (typeof client.baseUrl === 'string' ? client.baseUrl : client.baseUrl(connection)),
    ).host
  } catch {
    return undefined
  }
}

const closed = ({ name }: SourceConnection, until: number): Finding => ({
  ok: false,
  what: say(
    `[${name}] квота закрыта до ${instantText(until)}`,
    `[${name}] the quota is closed until ${instantText(until)}`,
  ),
  mend: say(`после этого: concord sync --select ${name}`, `after that: concord sync --select ${name}`),
})

/** Webhooks are only hints: a day later the ordinary pull should have read what they spoke of. */
export async function checkHints(
  { state, clock }: Pick<LocalRuntime, 'state' | 'clock'>,
  source: Source,
  { name }: SourceConnection,
): Promise<Finding[]> {
  if (!source.door) return []
  const hints = await readHints(state, name)
  if (hints.length === 0) return []
  const oldest = Math.min(...hints.map(({ at }) => at))
  const what: Text = say(
    `[${name}] вебхуки ждут чтения: ${hints.length}, старший с ${instantText(oldest)}`,
    `[${name}] webhooks that wait to be read: ${hints.length}, the oldest since ${instantText(oldest)}`,
  )
  const isOld = clock.now() - oldest > 24 * hourMs
  return [{ ok: !isOld, what, mend: say(`concord sync --select ${name}`, `concord sync --select ${name}`) }]
}
