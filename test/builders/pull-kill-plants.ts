import { inRaw, type Landing } from '#ingest/door/door.ts'
import type { Source } from '#ingest/source.ts'
import type { Lake } from '#shared/lake/lake.ts'
import type { Stores } from './pull-kill-run.ts'

/** Bugs that stand in a line of code: the copy under test is bundled with that line replaced. */
export const spoiltLines: Readonly<Record<string, { file: string; line: string; instead: string }>> = {
  'random keys': {
    file: 'functions/ingest/pull/append-units.ts',
    line: 'made.hash.slice(0, 12)',
    instead: 'crypto.randomUUID().slice(0, 12)',
  },
  'unordered checkpoint': {
    file: 'functions/ingest/pull/slice.ts',
    line: "const text = kept?.text ?? ''",
    instead:
      "const text = kept?.text ?? ''; await progress.save({ open: { ...open, next: readOf(run, head, { text }, '').next ?? null } })",
  },
  'cursor moved by a webhook': {
    file: 'functions/ingest/pull/settle-open.ts',
    line: 'open.slice.ids || isHeld ? before : reached',
    instead: 'reached',
  },
  'publish before checks': {
    file: 'functions/aggregate/build.ts',
    line: 'await markingBlocked(rt.lake, asOf, () => checkBuild(session, options.models, rowsOf))',
    instead: `(await publish(rt, { build, as_of: asOf, agreement: options.agreement.version, models: {}, checks: [] }, options.fence),
      await markingBlocked(rt.lake, asOf, () => checkBuild(session, options.models, rowsOf)))`,
  },
}

/** A store at the other end of a network takes so long; on a local disk the planted bug would hide. */
const writeMs = 10
const pause = (ms: number) => new Promise((go) => setTimeout(go, ms))

type Spoil = (stores: Stores) => Stores

/** Bugs that stand in a store. */
export const spoiltStores: Readonly<Record<string, Spoil>> = {
  'cursor before write': ({ lake, state, ...rest }) => {
    const late: (() => Promise<unknown>)[] = []
    const delayed: Lake = {
      ...lake,
      async put(key, bytes, condition) {
        if (!key.startsWith('records/')) return lake.put(key, bytes, condition)
        late.push(() => lake.put(key, bytes, condition))
        return { done: true, etag: '' }
      },
    }
    const putIf: typeof state.putIf = async (...commit) => {
      const answer = await state.putIf(...commit)
      for (const put of late.splice(0)) {
        await pause(writeMs)
        await put()
      }
      return answer
    }
    return { ...rest, lake: delayed, state: { ...state, putIf } }
  },
  'non-atomic write': ({ lake, ...rest }) => {
    const torn: Lake = {
      ...lake,
      async put(key, bytes, condition) {
        const half = await lake.put(key, bytes.subarray(0, bytes.length >> 1), condition)
        return half.done ? lake.put(key, bytes, { etag: half.etag }) : half
      },
    }
    return { ...rest, lake: torn }
  },
  'unfenced commit': ({ state, ...rest }) => {
    const putIf: typeof state.putIf = async (key, value) => state.putIf(key, value, (await state.get(key))?.version)
    return { ...rest, state: { ...state, putIf } }
  },
}

/** Asks for what is newer than the cursor, not for what is as new. */
export function strictCursor(source: Source): Source {
  const resources = Object.entries(source.resources).map(([name, resource]) => {
    const { window, request } = resource
    if (window.kind !== 'cursor' || window.by !== 'time' || !request) return [name, resource]
    const after: typeof request = (ask) => {
      const from = new Date(Date.parse(ask.slice.from) + 1).toISOString()
      return request({ ...ask, slice: { ...ask.slice, from } })
    }
    return [name, { ...resource, window: { ...window, overlapMs: 0 }, request: after }]
  })
  return { ...source, resources: Object.fromEntries(resources) }
}

/** A door that puts what it was sent after it has answered. */
export function landingLate(lake: Lake): Landing & { settle(): Promise<void> } {
  const late: (() => Promise<unknown>)[] = []
  const delayed: Lake = {
    ...lake,
    async put(key, bytes, condition) {
      late.push(() => lake.put(key, bytes, condition))
      return { done: true, etag: '' }
    },
  }
  return {
    ...inRaw(delayed),
    async settle() {
      for (const put of late.splice(0)) await put()
    },
  }
}
