import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join, resolve } from 'node:path'
import { isFull } from './sample.ts'

const folder = resolve(import.meta.dirname, '../../node_modules/.cache/concord/moto-5.2.5')
const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
const server = join(import.meta.dirname, 'moto-server.py')

/** False on a machine where `npm run moto` was not run: suites then leave themselves out, with `needsMoto` in the title. */
export const hasMoto = existsSync(join(folder, 'complete'))
export const needsMoto = hasMoto ? '' : ' (left out: needs moto: npm run moto)'

export interface Moto {
  readonly endpoint: string
  /** What every client of the SDK is made with. */
  readonly client: {
    readonly endpoint: string
    readonly region: string
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
    readonly forcePathStyle: true
  }
  /** Forgets everything that was made in it. */
  reset(): Promise<void>
  stop(): Promise<void>
}

export interface MotoOptions {
  readonly env?: Readonly<Record<string, string>>
}

let shared: Promise<Moto> | undefined

/**
 * A server with nothing in it, on a free port of this machine. In a sample, where files share a process one after the other, they
 * share the server too, unless `env` is theirs: to start takes two seconds of a processor, to forget a few milliseconds.
 */
export async function startMoto({ env }: MotoOptions = {}): Promise<Moto> {
  if (isFull || env) return serverOfOnesOwn(env ?? {})
  shared ??= serverOfOnesOwn({})
  const moto = await shared
  await moto.reset()
  return { ...moto, stop: async () => undefined }
}

async function serverOfOnesOwn(env: NonNullable<MotoOptions['env']>): Promise<Moto> {
  const child = spawn(python, [server, '0'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env, PYTHONUNBUFFERED: '1' },
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const endpoint = await endpointOf(child)
  // The process of the tests may end while a server runs: it ends with the pipe that it reads.
  child.unref()
  for (const pipe of child.stdio) (pipe as Socket | null | undefined)?.unref()
  return {
    endpoint,
    client: {
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      forcePathStyle: true,
    },
    async reset() {
      const answer = await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' })
      if (!answer.ok) throw new Error(`moto did not reset: ${answer.status}`)
    },
    async stop() {
      process.removeListener('exit', kill)
      const ended = new Promise((done) => child.once('close', done))
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The server names its port once it listens. What it prints later is read and dropped, so that it never waits for us. */
function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let printed = ''
    const read = (chunk: Buffer) => {
      if (printed.length > 10_000) return
      printed += chunk
      const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)
      if (address?.[1]) found(address[1])
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', failed)
    child.once('close', (code) => failed(new Error(`moto ended with ${code}: ${printed}`)))
  })
}
