/** What a permission is on; grants.ts knows the ARNs. */
export type Place =
  | 'lake'
  | 'inbox'
  | 'results'
  | 'state'
  | 'secrets'
  | 'key'
  | 'personalKey'
  | 'workgroup'
  | 'buildWorkgroup'
  | 'stableTables'
  | 'buildTables'
  | 'sender'
  | 'alerts'
  | 'inboxQueue'

/** `under`: objects below these prefixes; without it the thing itself (a bucket, a table, a queue). */
export interface Grant {
  readonly actions: readonly string[]
  readonly on: Place
  readonly under?: readonly string[]
  readonly why: string
}

export const grant = (on: Place, why: string, actions: readonly string[], under?: readonly string[]): Grant => ({
  on,
  why,
  actions,
  under,
})
