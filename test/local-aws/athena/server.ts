import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Facade } from './facade.ts'
import { Fault } from './fault.ts'

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  return text === '' ? {} : JSON.parse(text)
}

function answer(response: ServerResponse, status: number, body: unknown, type?: string): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
    ...(type ? { 'x-amzn-errortype': type } : {}),
  })
  response.end(JSON.stringify(body))
}

/** What a call is answered with; `type` names an error. */
export function answerOf(facade: Facade, operation: string, input: unknown) {
  try {
    return { status: 200, body: facade.call(operation, input), type: undefined }
  } catch (error) {
    const type = error instanceof Fault ? error.type : 'InternalServerException'
    const message = error instanceof Error ? error.message : String(error)
    const isOurs = !(error instanceof Fault) || type === 'InternalServerException'
    return { status: isOurs ? 500 : 400, body: { __type: type, Message: message }, type }
  }
}

/** One call in AWS JSON 1.1: the operation stands in a header, the name of an error in the body. */
export async function handleAthena(facade: Facade, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? ''
  const { status, body, type } = answerOf(facade, operation, await bodyOf(request))
  answer(response, status, body, type)
}

export interface AthenaServer {
  readonly endpoint: string
  close(): Promise<void>
}

/** Serves a façade on a free port of this machine only. */
export async function serveAthena(facade: Facade): Promise<AthenaServer> {
  const server = createServer((request, response) => void handleAthena(facade, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
