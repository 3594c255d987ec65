import { etagOf } from './etag.ts'
import { byCodeUnit, checkKey, checkPrefix } from './key.ts'
import type { Lake, Stored } from './lake.ts'

/** A lake for tests and dry runs; nothing outlives the process. */
export function memoryLake(): Lake {
  const objects = new Map<string, Stored>()
  const copy = ({ bytes, etag }: Stored): Stored => ({ bytes: bytes.slice(), etag })
  return {
    async get(key) {
      checkKey(key)
      const found = objects.get(key)
      return found && copy(found)
    },
    async put(key, bytes, condition) {
      checkKey(key)
      const standing = objects.get(key)?.etag
      const wanted = condition === 'absent' ? undefined : condition.etag
      if (standing !== wanted) return { done: false, etag: standing }
      const stored = { bytes: bytes.slice(), etag: etagOf(bytes) }
      objects.set(key, stored)
      return { done: true, etag: stored.etag }
    },
    async head(key) {
      checkKey(key)
      const found = objects.get(key)
      return found && { etag: found.etag, size: found.bytes.byteLength }
    },
    async list(prefix) {
      checkPrefix(prefix)
      return [...objects]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, { bytes, etag }]) => ({ key, size: bytes.byteLength, etag }))
        .sort((a, b) => byCodeUnit(a.key, b.key))
    },
    async delete(key) {
      checkKey(key)
      objects.delete(key)
    },
  }
}
