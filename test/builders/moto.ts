import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

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

/** Starts a server of one's own on a free port of this machine; answers when it can be used. */
export async function startMoto({ env = {} }: MotoOptions = {}): Promise<Moto> {
  const child = spawn(python, [server, '0'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env, PYTHONUNBUFFERED: '1' },
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const endpoint = await endpointOf(child)
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
