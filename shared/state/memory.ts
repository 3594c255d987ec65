import type { Clock } from '#shared/runtime.ts'
import type { Json, State, Versioned } from './state.ts'

interface Lease {
  readonly epoch: number
  readonly owner: string
  readonly until: number
}

/** A state for tests and dry runs; nothing outlives the process. */
export function memoryState(clock: Clock): State {
  const entries = new Map<string, Versioned>()
  const leases = new Map<string, Lease>()
  const copy = (value: Json): Json => structuredClone(value)
  return {
    async get(key) {
      const found = entries.get(key)
      return found && { value: copy(found.value), version: found.version }
    },
    async putIf(key, value, version, fence) {
      if (entries.get(key)?.version !== version) return undefined
      if (fence && leases.get(fence.name)?.epoch !== fence.epoch) return undefined
      const next = (version ?? 0) + 1
      entries.set(key, { value: copy(value), version: next })
      return next
    },
    async claim(name, owner, leaseMs) {
      const standing = leases.get(name)
      if (standing && standing.until > clock.now())
        return { held: false, holder: standing.owner, until: standing.until }
      const epoch = (standing?.epoch ?? 0) + 1
      leases.set(name, { epoch, owner, until: clock.now() + leaseMs })
      return { held: true, fence: { name, epoch } }
    },
    async release({ name, epoch }) {
      const standing = leases.get(name)
      if (standing?.epoch === epoch) leases.set(name, { ...standing, until: 0 })
    },
    async list(prefix) {
      return [...entries.keys()].filter((key) => key.startsWith(prefix)).sort()
    },
  }
}
