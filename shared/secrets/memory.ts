import type { Secrets } from '#shared/runtime.ts'
import { checkName } from './name.ts'

/** Secrets for tests; nothing outlives the process. */
export function memorySecrets(initial: Readonly<Record<string, string>> = {}): Secrets {
  const values = new Map(Object.entries(initial))
  return {
    async read(name) {
      checkName(name)
      return values.get(name)
    },
    async write(name, value) {
      checkName(name)
      values.set(name, value)
    },
  }
}
