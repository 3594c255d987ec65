import type { Text } from '#shared/i18n/text.ts'
import type { Tone } from '../words.ts'

/** One thing to decide: what happened, why, and (where a command helps) what to type. `kpis` are the KPIs it speaks about. */
export interface Decision {
  readonly id: string
  readonly tone: Tone
  readonly title: Text
  readonly text: Text
  readonly command?: string
  readonly kpis: readonly string[]
}
