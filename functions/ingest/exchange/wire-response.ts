import type { HttpResponse } from '#shared/http/http.ts'
import { type JsonText, readJson } from '#shared/json/read.ts'
import type { WireResponse } from '../source-wire.ts'

export function wireText(text: string, status: number, headers: Readonly<Record<string, string>>): WireResponse {
  let read: { value: JsonText | undefined } | undefined
  return {
    status,
    headers,
    text,
    json() {
      read ??= { value: attempt(text) }
      return read.value
    },
  }
}

export const wireResponse = ({ status, headers, body }: HttpResponse): WireResponse =>
  wireText(new TextDecoder().decode(body), status, headers)

function attempt(text: string): JsonText | undefined {
  try {
    return readJson(text)
  } catch {
    return undefined
  }
}
