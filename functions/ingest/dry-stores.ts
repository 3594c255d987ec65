import type { Lake } from '#shared/lake/lake.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import type { Runtime } from '#shared/runtime.ts'
import type { State } from '#shared/state/state.ts'

/** Tokens and quotas are real also in a trial: a single-use token that is not kept would be lost. */
const isReal = (key: string) => /^(token|quota)\//.test(key)

/** Stores that read what stands and write beside it, into memory that ends with the run. */
export function dryStores(rt: Pick<Runtime, 'lake' | 'state'>): { lake: Lake; state: State } {
  return { lake: dryLake(rt.lake), state: dryState(rt.state) }
}

function dryLake(real: Lake): Lake {
  const own = memoryLake()
  const get: Lake['get'] = async (key) => (await own.get(key)) ?? real.get(key)
  return {
    get,
    async put(key, bytes, condition) {
      const standing = await get(key)
      if (!(await own.get(key)) && standing) await own.put(key, standing.bytes, 'absent')
      const mine = await own.get(key)
      const asked = condition === 'absent' || condition.etag !== standing?.etag ? condition : { etag: mine?.etag ?? '' }
      return own.put(key, bytes, asked)
    },
    async head(key) {
      return (await own.head(key)) ?? real.head(key)
    },
    async list(prefix) {
      const all = new Map([...(await real.list(prefix)), ...(await own.list(prefix))].map((one) => [one.key, one]))
      return [...all.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
    },
    delete: async () => undefined,
  }
}

function dryState(real: State): State {
  const own = new Map<string, { value: Parameters<State['putIf']>[1]; version: number }>()
  const get: State['get'] = async (key) => (isReal(key) ? real.get(key) : (own.get(key) ?? real.get(key)))
  return {
    get,
    async putIf(key, value, version, fence) {
      if (isReal(key)) return real.putIf(key, value, version, fence)
      if ((await get(key))?.version !== version) return undefined
      own.set(key, { value, version: (version ?? 0) + 1 })
      return (version ?? 0) + 1
    },
    claim: (name, owner, leaseMs) => real.claim(name, owner, leaseMs),
    release: (fence) => real.release(fence),
    list: (prefix) => real.list(prefix),
  }
}
