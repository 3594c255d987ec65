import type { Text } from '#shared/i18n/text.ts'

/**
 * What a verb did. `result` is printed with --json; `print` goes to stdout otherwise (paths, rows), `notes` to stderr.
 * `next` is the step that a reader would take now. `exitCode` 1: a source or check failed, 3: a key or right is missing, 4: done, but the
 * data is stale or incomplete, 5: try again later.
 */
export interface Outcome {
  readonly result: unknown
  readonly print?: readonly string[]
  readonly notes?: readonly Text[]
  readonly next?: Text
  /** The project that was worked on, where the verb chose it; commands in its sentences name it. */
  readonly projectDir?: string
  readonly exitCode?: 0 | 1 | 3 | 4 | 5
}

/** JSON that keeps integers beyond 2^53 as strings instead of failing on them. */
export function toJson(value: unknown): string {
  return JSON.stringify(
    value,
    (_key, item) => {
      if (typeof item !== 'bigint') return item
      const small = Number(item)
      return Number.isSafeInteger(small) ? small : item.toString()
    },
    2,
  )
}
