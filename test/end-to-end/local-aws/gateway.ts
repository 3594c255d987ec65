import {
  Agent,
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
  request as send,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Facade } from '#test/local-aws/athena/facade.ts'
import { answerOf } from '#test/local-aws/athena/server.ts'
import { type Described, describeCall, type Place, patternOf, type Request } from './describe-call.ts'
import type { Lambda } from './lambda.ts'
import { refuse } from './refusals.ts'
import type { Roles } from './roles.ts'

/** A call of a function or of the state machine. */
export interface Call extends Described {
  /** The function's name, or `machine`. */
  readonly caller: string
  /** What the function was asked for, or is being asked for by this call: the `action` or `kind` of the event. */
  readonly step: string
  readonly pattern: string
  readonly refused?: string
}

/** `kill`: the caller ends before the call; `kill-after`: once it took effect; else an answer in its place. */
export type Fault = 'kill' | 'kill-after' | { readonly status: number; readonly code: string }

export interface Mail {
  readonly caller: string
  readonly content: Readonly<Record<string, unknown>>
}

export interface GatewayOptions {
  readonly moto: () => string
  readonly place: Place
  readonly lambda: Lambda
  readonly facade: () => Facade
  readonly roles: () => Roles
  /** Role of a caller; undefined: not a caller of the template, not checked. */
  readonly roleOf: (caller: string) => string | undefined
  /** Answers requests that nobody signed: webhooks. */
  readonly door: (request: Request, response: ServerResponse) => Promise<void>
}

export interface Gateway {
  readonly endpoint: string
  readonly calls: Call[]
  readonly mails: Mail[]
  /** Texts that went to the topic. */
  readonly alerts: string[]
  /** `event` is the one that the caller works on, the same object for all its calls. */
  fault: (call: Call, event: unknown) => Fault | undefined
  close(): Promise<void>
}

/** What moto's state machines sign their calls with. */
const machineKey = 'ak'

interface Known {
  readonly call: Call
  readonly session: string
  readonly request: Request
}

function stepOf(event: unknown): string {
  const { action, kind } = (event ?? {}) as { readonly action?: unknown; readonly kind?: unknown }
  return String(action ?? kind ?? '')
}

const scope = /Credential=([^/]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const { method = 'GET', url = '/', headers } = incoming
  return { method, url, headers, body: Buffer.concat(chunks) }
}

type Answered = { readonly status: number; readonly headers: OutgoingHttpHeaders; readonly body: Buffer }

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answered => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1', ...headers },
  body: Buffer.from(JSON.stringify(body)),
})

/** One endpoint for all of AWS, on a free port of this machine: whoever calls is known by its key, and every call is checked. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { moto, lambda, roles, roleOf, place } = options
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const calls: Call[] = []
  const mails: Mail[] = []
  const alerts: string[] = []

  const forward = ({ method, url, headers, body }: Request): Promise<Answered> =>
    new Promise((answered, failed) => {
      const out = send(new URL(moto()), { method, path: url, headers, agent }, async (response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk as Buffer)
        answered({ status: response.statusCode ?? 502, headers: response.headers, body: Buffer.concat(chunks) })
      })
      out.on('error', failed)
      out.end(body)
    })

  const groupOf = (execution: string): string => {
    const found = options.facade().call('GetQueryExecution', { QueryExecutionId: execution })
    return (found as { QueryExecution: { WorkGroup: string } }).QueryExecution.WorkGroup
  }

  async function answer({ call, request }: Known): Promise<Answered> {
    if (call.service === 'athena') {
      const { status, body, type } = answerOf(options.facade(), call.operation, JSON.parse(request.body.toString()))
      return json(status, body, type ? { 'x-amzn-errortype': type } : {})
    }
    if (call.service === 'lambda') {
      const { payload, error } = await lambda.invoke(call.target, request.body)
      const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' }
      return { status: 200, headers: error ? { ...headers, 'x-amz-function-error': error } : headers, body: payload }
    }
    if (call.service === 'ses') {
      mails.push({ caller: call.caller, content: JSON.parse(request.body.toString()) })
      return json(200, { MessageId: `local-${mails.length}` })
    }
    if (call.service === 'sns') alerts.push(new URLSearchParams(request.body.toString()).get('Message') ?? '')
    return forward(request)
  }

  /** To who may not list a bucket S3 doesn't say that a key is missing. */
  const hiding = ({ call, request }: Known, answered: Answered): string | undefined => {
    const role = roleOf(call.caller)
    const isMissing = call.service === 's3' && answered.status === 404 && /^(Get|Head)Object$/.test(call.operation)
    const bucket = request.url.split(/[/?]/)[1]
    const need = { action: 's3:ListBucket', resources: [`arn:aws:s3:::${bucket}`] }
    return role && isMissing ? roles().refusal(role, need) : undefined
  }

  function know(request: Request, caller: string, service: string): Known {
    const described = describeCall(service, request, place, groupOf)
    const role = roleOf(caller)
    const refused = role && described.needs.map((need) => roles().refusal(role, need)).find((one) => one !== undefined)
    const session = String(request.headers['x-amz-security-token'] ?? '')
    const pattern = patternOf(described.target)
    const event = service === 'lambda' ? JSON.parse(request.body.toString()) : lambda.eventOf(session)
    const call: Call = { ...described, caller, step: stepOf(event), pattern, ...(refused ? { refused } : {}) }
    if (role) calls.push(call)
    return { call, session, request }
  }

  async function serve(request: Request, response: ServerResponse): Promise<void> {
    const [, key = '', service = ''] = scope.exec(String(request.headers.authorization)) ?? []
    if (!key) return options.door(request, response)
    const caller = key === machineKey ? 'machine' : key
    const reply = ({ status, headers, body }: Answered) => void response.writeHead(status, { ...headers }).end(body)
    const known = know(request, caller, service)
    const { call, session } = known
    if (call.refused)
      return refuse(response, call.service, request, { status: 403, code: 'AccessDenied', says: call.refused })
    const fault = roleOf(caller) && gateway.fault(call, lambda.eventOf(session))
    if (typeof fault === 'object') return refuse(response, call.service, request, { ...fault, says: 'injected' })
    const end = () => {
      lambda.kill(session)
      response.destroy()
    }
    if (fault === 'kill') return end()
    const answered = await answer(known)
    if (fault === 'kill-after') return end()
    const hidden = hiding(known, answered)
    if (hidden) return refuse(response, call.service, request, { status: 403, code: 'AccessDenied', says: hidden })
    reply(answered)
  }

  const server = createServer(async (incoming, response) => {
    try {
      await serve(await requestOf(incoming), response)
    } catch (error) {
      const says = error instanceof Error ? `${error.stack}` : String(error)
      if (!response.destroyed) response.writeHead(500, { 'content-type': 'text/plain' }).end(says)
    }
  })
  // Letters are sent once: a connection that we closed meanwhile would lose one.
  server.keepAliveTimeout = 600_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const gateway: Gateway = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    mails,
    alerts,
    fault: () => undefined,
    async close() {
      agent.destroy()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  return gateway
}
