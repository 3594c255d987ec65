import { Bug, type ConcordError, FixData } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import { putAnew } from './current.ts'

/** published/blocked.json: why readers still see an older build. It names checks and counts, never a cell of the rows. */
export interface Blocked {
  /** The day of the newest build that was kept back, and of the first one since the last good one. */
  readonly as_of: string
  readonly since: string
  readonly checks: readonly { readonly name: string; readonly rows: number }[]
}

/** Undefined when the newest build is the one that readers see. */
export async function readBlocked({ lake }: { readonly lake: Lake }): Promise<Blocked | undefined> {
  const stored = await lake.get(keys.blocked)
  if (!stored) return undefined
  try {
    return JSON.parse(new TextDecoder().decode(stored.bytes)) as Blocked
  } catch (cause) {
    throw new Bug({
      code: 'BLOCKED_BROKEN',
      what: say(`${keys.blocked} не читается`, `${keys.blocked} can't be read`),
      where: keys.blocked,
      cause,
    })
  }
}

const failedChecks = (error: ConcordError): Blocked['checks'] =>
  error.problems
    .filter(({ code }) => code === 'CHECK_FAILED')
    .map(({ where, rows }) => ({ name: where ?? '', rows: rows ?? 0 }))

async function markBlocked(lake: Lake, asOf: string, checks: Blocked['checks']): Promise<void> {
  const standing = await readBlocked({ lake })
  const blocked: Blocked = { as_of: asOf, since: standing?.since ?? asOf, checks }
  await putAnew(lake, keys.blocked, new TextEncoder().encode(`${JSON.stringify(blocked, null, 2)}\n`))
}

/** Runs the checks of a build; when one of them blocks, what stands published is marked stale before the error goes on. */
export async function markingBlocked<T>(lake: Lake, asOf: string, check: () => Promise<T>): Promise<T> {
  try {
    return await check()
  } catch (error) {
    const failed = error instanceof FixData ? failedChecks(error) : []
    if (failed.length > 0) await markBlocked(lake, asOf, failed)
    throw error
  }
}

/** After a good publish nothing is stale. */
export async function clearBlocked(lake: Lake): Promise<void> {
  if (await lake.head(keys.blocked)) await lake.delete(keys.blocked)
}
