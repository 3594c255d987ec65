import type { Text } from '#shared/i18n/text.ts'
import type { SqlNode } from '../grammar.ts'

/** One trap. `find` answers the node to point at, or undefined where all is well. */
export interface Rule {
  readonly rule: string
  readonly kinds: readonly string[]
  readonly find: (node: SqlNode) => SqlNode | undefined
  readonly what: (node: SqlNode) => Text
  readonly hint: (node: SqlNode) => Text
}

/** A rule that points at the very node it looked at. */
export const rule = (
  code: string,
  kinds: readonly string[],
  broken: (node: SqlNode) => boolean,
  what: Text | ((node: SqlNode) => Text),
  hint: Text,
): Rule => ({
  rule: code,
  kinds,
  find: (node) => (broken(node) ? node : undefined),
  what: typeof what === 'function' ? what : () => what,
  hint: () => hint,
})
