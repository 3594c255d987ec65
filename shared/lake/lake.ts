/** One object of the lake. `etag` is the sha256 of its bytes in hex on a laptop, the store's own on AWS. */
export interface Stored {
  readonly bytes: Uint8Array
  readonly etag: string
}

export interface Listed {
  readonly key: string
  readonly size: number
  /** Given by stores that know it without reading the object. */
  readonly etag?: string
}

/** `absent`: create once. `{ etag }`: replace only what still has this etag. */
export type Condition = 'absent' | { readonly etag: string }

/** `done` false: the condition did not hold and nothing was written; `etag` is then what stands there (if anything). */
export type Put =
  | { readonly done: true; readonly etag: string }
  | { readonly done: false; readonly etag: string | undefined }

/**
 * Where everything that Concord knows is kept. A key is a relative path with `/`; parts that start with `_` or `.` are refused.
 * A put is atomic: readers see the old object or the new one, also after a kill. Errors: Unavailable.
 */
export interface Lake {
  get(key: string): Promise<Stored | undefined>
  put(key: string, bytes: Uint8Array, condition: Condition): Promise<Put>
  head(key: string): Promise<{ readonly etag: string; readonly size: number } | undefined>
  /** All keys below the prefix, sorted by code unit. */
  list(prefix: string): Promise<readonly Listed[]>
  delete(key: string): Promise<void>
}
