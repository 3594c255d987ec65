import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as the system sees it. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Objects are sent as JSON. */
  readonly body?: string | object
}

export type System = (asked: Asked) => Reply

export interface Served {
  readonly url: string
  stop(): Promise<void>
}

/** Plays a system on this machine only, on a free port. */
export async function serve(system: System): Promise<Served> {
  const server = createServer(async (request, response) => {
    const { status = 200, headers = {}, body = '' } = system(await read(request))
    const isJson = typeof body === 'object'
    response.writeHead(status, { ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers })
    response.end(isJson ? JSON.stringify(body) : body)
  })
  await new Promise<void>((ready, fail) => server.once('error', fail).listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  const url = new URL(request.url ?? '/', 'http://demo')
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers as Record<string, string>,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}
