export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

export interface Versioned {
  readonly value: Json
  readonly version: number
}

/** A lease that was won. Every commit made under it names its epoch; a later holder has a higher one. */
export interface Fence {
  readonly name: string
  readonly epoch: number
}

export type Claim =
  | { readonly held: true; readonly fence: Fence }
  | { readonly held: false; readonly holder: string; readonly until: number }

/** `soon`: a power cut may take the commit back; one that follows it and is `lasting` makes both last. */
export type Durability = 'lasting' | 'soon'

/** Small mutable facts: cursors, leases, tokens. Errors: Unavailable. */
export interface State {
  get(key: string): Promise<Versioned | undefined>
  /**
   * Writes when the stored version is `version` (undefined: the key is absent) and, if given, the fence is still the newest
   * of its name. Answers the new version, or undefined when refused.
   */
  putIf(
    key: string,
    value: Json,
    version: number | undefined,
    fence?: Fence,
    durability?: Durability,
  ): Promise<number | undefined>
  /** Takes the lease when nobody holds it or it has run out. `owner` is shown to whoever comes second. */
  claim(name: string, owner: string, leaseMs: number): Promise<Claim>
  release(fence: Fence): Promise<void>
  list(prefix: string): Promise<readonly string[]>
}
