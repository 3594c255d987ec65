import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import type { Place } from './describe-call.ts'

const client = resolve(import.meta.dirname, '../../../node_modules/.cache/concord/aws-lambda-ric-4.0.2')
const preload = join(import.meta.dirname, 'ric-preload.cjs')

/** False where `node bin/ric.mjs` was not run. */
export const hasRic = existsSync(join(client, 'complete'))

export interface FunctionRecord {
  readonly name: string
  readonly arn: string
  readonly role: string
  /** Folder of the bundle. */
  readonly dir: string
  /** `index.handler` */
  readonly handler: string
  readonly memoryMb: number
  readonly timeoutSeconds: number
  readonly concurrency: number
  readonly environment: Readonly<Record<string, string>>
}

export interface Answer {
  readonly payload: Buffer
  /** As Lambda's header says it. */
  readonly error?: 'Unhandled'
}

/** One execution environment: a process under AWS's runtime client that works on one event at a time. */
export interface Sandbox {
  /** The session token of its calls. */
  readonly id: string
  isAlive(): boolean
  run(requestId: string, payload: Buffer): Promise<Answer>
  kill(): void
}

export interface SandboxOptions {
  readonly id: string
  readonly endpoint: string
  readonly place: Place
  readonly clockFile: string
  /** Its own /tmp; made here. */
  readonly tmp: string
  readonly onLog: (line: string) => void
}

const failed = (errorType: string, errorMessage: string): Answer => ({
  payload: Buffer.from(JSON.stringify({ errorType, errorMessage })),
  error: 'Unhandled',
})

const environmentOf = (fn: FunctionRecord, api: string, { id, endpoint, place, tmp, clockFile }: SandboxOptions) => ({
  LOCAL_CLOCK_FILE: clockFile,
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
  TMPDIR: tmp,
  LAMBDA_TASK_ROOT: fn.dir,
  LAMBDA_RUNTIME_DIR: '/var/runtime',
  _HANDLER: fn.handler,
  AWS_LAMBDA_RUNTIME_API: api,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_REGION: place.region,
  AWS_DEFAULT_REGION: place.region,
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_FUNCTION_NAME: fn.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: id,
  AWS_ACCESS_KEY_ID: fn.name,
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: id,
  AWS_ENDPOINT_URL: endpoint,
  ...fn.environment,
})

/** A second process with a heap as large as the function may have, and nothing of this one's environment. */
function spawnClient(fn: FunctionRecord, api: string, options: SandboxOptions): ChildProcess {
  const heap = `--max-old-space-size=${Math.floor(fn.memoryMb * 0.9)}`
  const child = spawn(process.execPath, [heap, '--require', preload, join(client, 'index.mjs')], {
    cwd: fn.dir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentOf(fn, api, options),
  })
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = `${rest}${chunk}`.split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(options.onLog)
    })
  }
  return child
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Starts a process and waits until it asks for its first event. Errors: an Answer, what Lambda says of a failed start. */
export async function startSandbox(fn: FunctionRecord, options: SandboxOptions): Promise<Sandbox | Answer> {
  mkdirSync(options.tmp, { recursive: true })
  let alive = true
  let isTimedOut = false
  let initError: Buffer | undefined
  let poll: ServerResponse | undefined
  let polled = () => {}
  let settle: ((answer: Answer) => void) | undefined
  const nextPoll = () => new Promise<void>((done) => (polled = done))

  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    const path = String(request.url)
    if (path.endsWith('/invocation/next')) {
      poll = response
      return polled()
    }
    response.writeHead(202).end('{"status":"OK"}')
    if (path.endsWith('/init/error')) initError = body
    const answer: Answer = path.endsWith('/error') ? { payload: body, error: 'Unhandled' } : { payload: body }
    settle?.(answer)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const child = spawnClient(fn, `127.0.0.1:${(server.address() as AddressInfo).port}`, options)
  const first = nextPoll()
  child.once('exit', (code, signal) => {
    alive = false
    server.closeAllConnections()
    server.close()
    polled()
    const how = code === null ? `with error: signal: ${signal}` : `with error: exit status ${code}`
    const seconds = fn.timeoutSeconds.toFixed(2)
    settle?.(
      isTimedOut
        ? failed('Sandbox.Timedout', `RequestId: ${options.id} Error: Task timed out after ${seconds} seconds`)
        : failed('Runtime.ExitError', `RequestId: ${options.id} Error: Runtime exited ${how}`),
    )
  })
  await first
  if (!alive) return initError ? { payload: initError, error: 'Unhandled' } : failed('Runtime.ExitError', 'no start')

  return {
    id: options.id,
    isAlive: () => alive,
    kill: () => void child.kill('SIGKILL'),
    async run(requestId, payload) {
      // It has answered and is about to ask for the next.
      if (!poll && alive) await nextPoll()
      if (!alive) return failed('Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited`)
      const ahead = Number(readFileSync(options.clockFile, 'utf8'))
      const deadline = Math.round(Date.now() + ahead + fn.timeoutSeconds * 1000)
      const timer = setTimeout(() => {
        isTimedOut = true
        child.kill('SIGKILL')
      }, fn.timeoutSeconds * 1000)
      const answered = new Promise<Answer>((done) => (settle = done))
      poll?.writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': requestId,
        'lambda-runtime-deadline-ms': String(deadline),
        'lambda-runtime-invoked-function-arn': fn.arn,
      })
      poll?.end(payload)
      poll = undefined
      const answer = await answered
      settle = undefined
      clearTimeout(timer)
      return answer
    },
  }
}
