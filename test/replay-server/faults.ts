import type { Fault, Reply } from './server.ts'

const html = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>'

const text = ({ body = '' }: Reply): string =>
  typeof body === 'string'
    ? body
    : body instanceof Uint8Array
      ? Buffer.from(body).toString('utf8')
      : JSON.stringify(body)

/** An array where an object was, and the reverse. */
function turned(reply: Reply): Reply {
  const { body } = reply
  if (typeof body !== 'object' || body instanceof Uint8Array) return { ...reply, body: '[]' }
  return { ...reply, body: Array.isArray(body) ? { ...body } : [body] }
}

const throttled =
  (headers: Readonly<Record<string, string>>): Fault =>
  () => ({ status: 429, headers, body: '' })

/** What goes wrong between us and a platform: each spoils one answer. */
export const faults = {
  splitBytes: (reply) => ({ ...reply, wire: { split: [0.1, 0.33, 0.5, 0.501, 0.9] } }),
  gzip: (reply) => ({ ...reply, wire: { gzip: true } }),
  truncatedGzip: (reply) => ({ ...reply, wire: { gzip: true, cutAt: 0.6 } }),
  truncatedJson: (reply) => ({ ...reply, body: text(reply).slice(0, -10) }),
  reset: (reply) => ({ ...reply, wire: { cutAt: 0.5 } }),
  slowBody: (reply) => ({ ...reply, wire: { slowMs: 400 } }),
  empty204: () => ({ status: 204 }),
  html502: () => ({ status: 502, headers: { 'content-type': 'text/html' }, body: html }),
  html200: () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: html }),
  arrayForObject: turned,
  repeatedPage: (reply, before) => before ?? reply,
  tokenExpired: () => ({ status: 401, body: {} }),
  server500: () => ({ status: 500, body: '' }),
  throttledSeconds: throttled({ 'retry-after': '3' }),
  throttledWords: throttled({ 'retry-after': '"1 seconds"' }),
  throttledDate: throttled({ 'retry-after': 'Sun, 06 Nov 2037 08:49:37 GMT' }),
  throttledSoon: throttled({ 'retry-after': 'soon' }),
  throttledSilent: throttled({}),
} satisfies Record<string, Fault>

export type FaultName = keyof typeof faults
