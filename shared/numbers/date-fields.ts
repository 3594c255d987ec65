/** A date as its text says it; `time` is milliseconds from local midnight, `offset` milliseconds east of UTC. */
export interface Fields {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly time: number
  readonly offset?: number
  /** Epoch milliseconds; the other fields then mean nothing. */
  readonly epoch?: number
}

export type FieldsParser = (text: string) => Fields | undefined

/** Milliseconds from midnight; undefined: no such time. */
export function timeOf(hour: number, minute: number, second: number): number | undefined {
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return ((hour * 60 + minute) * 60 + second) * 1000
}
