import { setTimeout as sleep } from 'node:timers/promises'

/** A value as Trino's JSON has it, but numbers are the text that was sent: bigints stay whole, 1.0 is not 1. */
export type Cell = string | boolean | null | readonly Cell[] | { readonly [key: string]: Cell }

export interface TrinoAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly (readonly Cell[])[]
  readonly scannedBytes: number
}

/**
 * Runs one statement. `prepared`: statements by name, as PREPARE would have left them with the client; `signal` stops it on the
 * server too. Errors: TrinoError.
 */
export type Trino = (
  sql: string,
  prepared?: Readonly<Record<string, string>>,
  signal?: AbortSignal,
) => Promise<TrinoAnswer>

export class TrinoError extends Error {
  /** Trino's name of the error: DIVISION_BY_ZERO, TYPE_MISMATCH … */
  readonly code: string
  /** Trino's own words, without the name. */
  readonly says: string
  /** USER_ERROR: the statement's author; else the server, its resources or what it leans on. */
  readonly kind: string

  constructor(code: string, says: string, kind = 'INTERNAL_ERROR') {
    super(`${code}: ${says}`)
    this.name = 'TrinoError'
    this.code = code
    this.says = says
    this.kind = kind
  }
}

interface Page {
  readonly columns?: TrinoAnswer['columns']
  readonly data?: TrinoAnswer['rows']
  readonly nextUri?: string
  readonly stats?: { readonly physicalInputBytes?: string }
  readonly error?: { readonly errorName: string; readonly errorType: string; readonly message: string }
}

const numbersAsText = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' ? (context?.source ?? String(value)) : value

/** A server that is just starting or busy answers 502 to 504: asked again. */
async function page(url: string, init: RequestInit): Promise<Page> {
  for (let tries = 0; tries < 100; tries++) {
    const response = await fetch(url, init)
    const text = await response.text()
    if (response.ok) return JSON.parse(text, numbersAsText) as Page
    if (![502, 503, 504].includes(response.status)) throw new TrinoError(`HTTP_${response.status}`, text.slice(0, 300))
    await sleep(100)
  }
  throw new TrinoError('NOT_READY', url)
}

const headersFor = (place: TrinoPlace, prepared: Readonly<Record<string, string>>): Record<string, string> => ({
  'X-Trino-User': 'concord',
  'X-Trino-Time-Zone': 'UTC',
  // Without it every time type is rounded to milliseconds in the answer and loses its precision in the name.
  'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
  ...(place.catalog ? { 'X-Trino-Catalog': place.catalog } : {}),
  ...(place.schema ? { 'X-Trino-Schema': place.schema } : {}),
  ...(place.session ? { 'X-Trino-Session': place.session } : {}),
  'X-Trino-Prepared-Statement': Object.entries(prepared)
    .map(([name, sql]) => `${name}=${encodeURIComponent(sql)}`)
    .join(','),
})

export interface TrinoPlace {
  /** http://127.0.0.1:8080 */
  readonly url: string
  readonly catalog?: string
  readonly schema?: string
  /** `catalog.property=value` */
  readonly session?: string
}

/** A client over POST /v1/statement. */
export const trinoClient =
  (place: TrinoPlace): Trino =>
  async (sql, prepared = {}, signal) => {
    const headers = headersFor(place, prepared)
    const rows: (readonly Cell[])[] = []
    let columns: TrinoAnswer['columns'] = []
    let answer = await page(`${place.url}/v1/statement`, { method: 'POST', headers, body: sql })
    for (;;) {
      const { error, nextUri, stats } = answer
      if (error) throw new TrinoError(error.errorName, error.message, error.errorType)
      columns = answer.columns ?? columns
      rows.push(...(answer.data ?? []))
      if (!nextUri) return { columns, rows, scannedBytes: Number(stats?.physicalInputBytes ?? 0) }
      if (signal?.aborted) {
        await fetch(nextUri, { method: 'DELETE', headers })
        throw new TrinoError('USER_CANCELED', 'Query was canceled', 'USER_ERROR')
      }
      answer = await page(nextUri, { headers })
    }
  }
