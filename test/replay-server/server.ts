import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'

/** A request as the platform sees it. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Counted from 0 over the server's life. */
  readonly number: number
}

export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Objects are sent as JSON. */
  readonly body?: string | Uint8Array | object
  readonly wire?: Wire
}

/** How the bytes travel. */
export interface Wire {
  readonly gzip?: boolean
  /** Sends pieces cut at these fractions of the body, also inside a character. */
  readonly split?: readonly number[]
  /** Closes the connection after this fraction of the body. */
  readonly cutAt?: number
  /** Real milliseconds before the second half of the body. */
  readonly slowMs?: number
}

export type Platform = (asked: Asked) => Reply | Promise<Reply>
/** Spoils an answer; `before`: the answer to the request before. */
export type Fault = (reply: Reply, before: Reply | undefined, asked: Asked) => Reply

export interface ReplayServer {
  readonly url: string
  readonly asked: Asked[]
  /** Which answers are spoilt: by number, or none. */
  fault: (asked: Asked) => Fault | undefined
  stop(): Promise<void>
}

/** Plays a platform over real HTTP on this machine. */
export async function startReplay(platform: Platform, onRequest: () => void = () => undefined): Promise<ReplayServer> {
  const asked: Asked[] = []
  let before: Reply | undefined
  const server = createServer(async (request, response) => {
    const one = await read(request, asked.length)
    asked.push(one)
    onRequest()
    const honest = await platform(one)
    const reply = replay.fault(one)?.(honest, before, one) ?? honest
    before = honest
    await send(reply, response)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const replay: ReplayServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    fault: () => undefined,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
  return replay
}

async function read(request: IncomingMessage, number: number): Promise<Asked> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  const url = new URL(request.url ?? '/', 'http://replay')
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers as Record<string, string>,
    body: Buffer.concat(chunks).toString('utf8'),
    number,
  }
}

async function send(
  { status = 200, headers = {}, body = '', wire = {} }: Reply,
  response: ServerResponse,
): Promise<void> {
  const isJson = typeof body === 'object' && !(body instanceof Uint8Array)
  const plain = isJson ? Buffer.from(JSON.stringify(body)) : Buffer.from(body as string)
  const bytes = wire.gzip ? gzipSync(plain) : plain
  response.writeHead(status, {
    ...(isJson ? { 'content-type': 'application/json' } : {}),
    ...(wire.gzip ? { 'content-encoding': 'gzip' } : {}),
    ...headers,
  })
  if (status === 204 || status === 304) return void response.end()
  const end = wire.cutAt === undefined ? bytes.length : Math.floor(bytes.length * wire.cutAt)
  const cuts = [...(wire.split ?? []), ...(wire.slowMs ? [0.5] : [])].map((part) => Math.floor(bytes.length * part))
  const stops = [...new Set([0, ...cuts.filter((cut) => cut < end), end])].sort((a, b) => a - b)
  for (let i = 1; i < stops.length; i++) {
    if (response.destroyed) return
    response.write(bytes.subarray(stops[i - 1], stops[i]))
    if (stops.length > 2) await sleep(wire.slowMs ?? 1)
  }
  if (wire.cutAt === undefined) response.end()
  else if (wire.gzip) response.end()
  else response.destroy()
}
