import { setTimeout as sleep } from 'node:timers/promises'

/** A value as Trino's JSON has it, but numbers are the text that was sent: bigints stay whole, 1.0 is not 1. */
export type Cell = string | boolean | null | readonly Cell[] | { readonly [key: string]: Cell }

export interface TrinoAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Runs one statement. `prepared`: statements by name, as PREPARE would have left them with the client. Errors: TrinoError. */
export type Trino = (sql: string, prepared?: Readonly<Record<string, string>>) => Promise<TrinoAnswer>

export class TrinoError extends Error {
  /** Trino's name of the error: DIVISION_BY_ZERO, TYPE_MISMATCH … */
  readonly code: string

  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.name = 'TrinoError'
    this.code = code
  }
}

interface Page {
  readonly columns?: TrinoAnswer['columns']
  readonly data?: TrinoAnswer['rows']
  readonly nextUri?: string
  readonly error?: { readonly errorName: string; readonly message: string }
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
  'X-Trino-Prepared-Statement': Object.entries(prepared)
    .map(([name, sql]) => `${name}=${encodeURIComponent(sql)}`)
    .join(','),
})

export interface TrinoPlace {
  /** http://127.0.0.1:8080 */
  readonly url: string
  readonly catalog?: string
  readonly schema?: string
}

/** A client over POST /v1/statement. */
export const trinoClient =
  (place: TrinoPlace): Trino =>
  async (sql, prepared = {}) => {
    const headers = headersFor(place, prepared)
    const rows: (readonly Cell[])[] = []
    let columns: TrinoAnswer['columns'] = []
    let answer = await page(`${place.url}/v1/statement`, { method: 'POST', headers, body: sql })
    for (;;) {
      if (answer.error) throw new TrinoError(answer.error.errorName, answer.error.message)
      columns = answer.columns ?? columns
      rows.push(...(answer.data ?? []))
      if (!answer.nextUri) return { columns, rows }
      answer = await page(answer.nextUri, { headers })
    }
  }
