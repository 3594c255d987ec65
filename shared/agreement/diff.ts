import type { Text } from '#shared/i18n/text.ts'
import { diffEntries } from './diff/entries.ts'
import { diffLeaves } from './diff/leaves.ts'
import { diffPlan } from './diff/plan.ts'
import type { LoadedAgreement } from './load.ts'

/** What changed from one agreement to a later one, in plain words; empty when the rules are the same. */
export function diffAgreements(from: LoadedAgreement, to: LoadedAgreement): readonly Text[] {
  const [a, b] = [from.agreement, to.agreement]
  return [...diffEntries(a, b), ...diffPlan(a, b), ...diffLeaves(a, b)]
}
