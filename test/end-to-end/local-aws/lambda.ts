import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Place } from './describe-call.ts'
import { type Answer, type FunctionRecord, type Sandbox, startSandbox } from './sandbox.ts'

export interface Lambda {
  register(fn: FunctionRecord): void
  find(name: string): FunctionRecord | undefined
  /** Errors of the function are in the answer. Errors: an unknown name. */
  invoke(name: string, payload: Buffer): Promise<Answer>
  /** Ends the process whose calls carry this session token. */
  kill(session: string): void
  /** The event that this process works on, or worked on last. */
  eventOf(session: string): unknown
  /** Ends all processes: the next calls start cold. */
  cool(): void
  /** What functions printed, a line each. */
  readonly logs: readonly { readonly name: string; readonly line: string }[]
  close(): void
}

export interface LambdaOptions {
  readonly place: Place
  readonly endpoint: () => string
  /** Holds by how many milliseconds the functions' clock is ahead. */
  readonly clockFile: string
  /** Processes of one function at most, whatever its reserved concurrency says; further calls wait. */
  readonly most?: number
}

const longestPayload = 6_291_556

interface Pool {
  readonly fn: FunctionRecord
  readonly idle: Sandbox[]
  active: number
  readonly waiting: (() => void)[]
}

const tooLarge: Answer = {
  payload: Buffer.from(
    JSON.stringify({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size exceeded maximum allowed payload size (${longestPayload} bytes).`,
    }),
  ),
  error: 'Unhandled',
}

/** Functions as processes of this machine. */
export function localLambda({ place, endpoint, clockFile, most = 4 }: LambdaOptions): Lambda {
  const pools = new Map<string, Pool>()
  const all = new Map<string, Sandbox>()
  const events = new Map<string, unknown>()
  const logs: { name: string; line: string }[] = []
  const folder = mkdtempSync(join(tmpdir(), 'concord-lambda-'))
  const killAll = () => {
    for (const sandbox of all.values()) sandbox.kill()
    all.clear()
  }
  process.once('exit', killAll)

  async function turn(pool: Pool): Promise<void> {
    if (pool.active >= Math.min(most, pool.fn.concurrency)) {
      await new Promise<void>((resolve) => pool.waiting.push(resolve))
    }
    pool.active++
  }

  async function sandboxOf(pool: Pool): Promise<Sandbox | Answer> {
    for (let known = pool.idle.pop(); known; known = pool.idle.pop()) if (known.isAlive()) return known
    const id = randomUUID()
    const { fn } = pool
    const onLog = (line: string) => logs.push({ name: fn.name, line })
    const made = await startSandbox(fn, { id, endpoint: endpoint(), place, clockFile, tmp: join(folder, id), onLog })
    if ('run' in made) all.set(id, made)
    return made
  }

  return {
    logs,
    register: (fn) => void pools.set(fn.name, { fn, idle: [], active: 0, waiting: [] }),
    find: (name) => pools.get(name)?.fn,
    async invoke(name, payload) {
      const pool = pools.get(name)
      if (!pool) throw new Error(`there is no function ${name}`)
      if (payload.byteLength > longestPayload) return tooLarge
      await turn(pool)
      try {
        const sandbox = await sandboxOf(pool)
        if (!('run' in sandbox)) return sandbox
        const event = payload.byteLength > 0 ? payload : Buffer.from('{}')
        events.set(sandbox.id, JSON.parse(event.toString()))
        const answer = await sandbox.run(randomUUID(), event)
        if (sandbox.isAlive()) pool.idle.push(sandbox)
        return answer.payload.byteLength > longestPayload ? tooLarge : answer
      } finally {
        pool.active--
        pool.waiting.shift()?.()
      }
    },
    kill: (session) => all.get(session)?.kill(),
    eventOf: (session) => events.get(session),
    cool() {
      killAll()
      // A process is alive for a moment after it was killed: the next call must not meet it.
      for (const { idle } of pools.values()) idle.splice(0)
    },
    close() {
      process.removeListener('exit', killAll)
      killAll()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
