import type { Http, HttpRequest } from '#shared/http/http.ts'
import type { Platform } from '#test/replay-server/server.ts'

export const playedUrl = 'http://127.0.0.1:1'

/** A platform without a wire: for tests of what stands behind the wire, many times over. */
export function playedHttp(platform: Platform): Http {
  let number = 0
  const answer = async ({ method, url, headers = {}, body = '' }: HttpRequest) => {
    const { pathname, searchParams } = new URL(url)
    const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
    const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8')
    const asked = { method, path: pathname, query: searchParams, headers: Object.fromEntries(lower), body: text }
    const reply = await platform({ ...asked, number: number++ })
    const given = reply.body ?? ''
    const isJson = typeof given === 'object' && !(given instanceof Uint8Array)
    return {
      status: reply.status ?? 200,
      headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...reply.headers },
      body: isJson ? Buffer.from(JSON.stringify(given)) : Buffer.from(given as string),
    }
  }
  return {
    request: answer,
    async open(request) {
      const { body, ...rest } = await answer(request)
      return {
        ...rest,
        body: (async function* () {
          yield body
        })(),
      }
    },
  }
}
