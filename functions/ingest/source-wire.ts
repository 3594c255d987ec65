import type { HttpAction, Waiting } from '#shared/errors-http.ts'
import type { HttpRequest } from '#shared/http/http.ts'
import type { JsonText } from '#shared/json/read.ts'

/** An answer as `classify` and `page` see it. */
export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** As received, decoded as UTF-8. */
  readonly text: string
  /** The body as JSON (numbers as text), or undefined where it is none. */
  json(): JsonText | undefined
}

/** What a failed exchange asks for. `code` is the vendor's own; its texts are never kept. */
export interface Failure extends Waiting {
  readonly action: HttpAction
  readonly code: string
  /** The page token is no more: the slice is begun again. */
  readonly restart?: boolean
  /** The system has sent our address away: whoever asks this host has to wait, whatever resource or account. */
  readonly ban?: boolean
}

export type Request = Omit<HttpRequest, 'url'> & {
  /** Below the client's base URL, or absolute on one of its hosts. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>>
}

export interface PieceOptions {
  /** A piece ends with the last line that fits into so many bytes, or after one longer line. */
  readonly bytes: number
}
