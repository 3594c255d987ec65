export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Milliseconds for the whole exchange. */
  readonly timeoutMs?: number
  /** Of the body as unpacked. */
  readonly maxBytes?: number
}

export interface HttpResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** An answer whose body is still on its way; reading it fails as a request does. */
export interface HttpAnswer extends Omit<HttpResponse, 'body'> {
  readonly body: AsyncIterable<Uint8Array>
}

/**
 * The way out. Redirects are not followed. Any status is an answer; errors are those of the line: Unavailable NO_ANSWER,
 * TIMED_OUT, NO_HOST, NO_TLS, or FixData TOO_LARGE. None of them shows a URL's query, a header or a body.
 */
export interface Http {
  request(request: HttpRequest): Promise<HttpResponse>
  /** For bodies that may be larger than memory: `maxBytes` does not apply. Leaving the body early closes the line. */
  open(request: HttpRequest): Promise<HttpAnswer>
}
