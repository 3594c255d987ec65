import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isFile, loadConnections } from '#ingest/connection/connections.ts'
import { doorTarget, inRaw, knock } from '#ingest/door/door.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { sourceOf } from '#ingest/sources/index.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { LocalRuntime } from '#shared/runtime-local.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import { badPort, noDoors, taken } from './door-problems.ts'

export interface DoorOptions {
  readonly port: string
  readonly host: string
}

/** One byte more than the door takes: enough to be refused as too large. */
const mostBytes = (1 << 20) + 1
const patienceMs = 10_000

/** A local HTTP server for webhooks; ends at Ctrl-C, when those under way are answered. */
export async function openDoor(ctx: Context, options: DoorOptions): Promise<Outcome> {
  const rt = ctx.runtime()
  const doors = (await loadConnections(ctx.projectDir)).flatMap((one) =>
    !isFile(one) && sourceOf(one.kind)?.door ? [one] : [],
  )
  if (doors.length === 0) throw noDoors()
  const counts = new Map<number, number>()
  const server = doorServer(rt, (name, code) => {
    counts.set(code, (counts.get(code) ?? 0) + 1)
    ctx.tell([say(`${timeOf(rt.clock.now())} ${name} ${code}`, `${timeOf(rt.clock.now())} ${name} ${code}`)])
  })
  await listening(server, options)
  const base = `http://${hostOf(options.host)}:${(server.address() as AddressInfo).port}`
  const addresses = doors.map((one) => ({ connection: one.name, ...addressOf(base, one) }))
  if (!ctx.json) for (const { connection, url } of addresses) console.log(`${connection}  ${url}`)
  ctx.tell([...addresses.flatMap(({ mend }) => mend ?? []), opened])
  await ended(server, ctx.signal)
  const answered = [...counts].map(([code, count]) => `${code}: ${count}`).join(', ') || '0'
  return {
    result: {
      addresses: addresses.map(({ connection, url }) => ({ connection, url })),
      answered: Object.fromEntries(counts),
    },
    notes: [say(`Дверь закрыта. Отвечено: ${answered}`, `The door is closed. Answered: ${answered}`)],
    next: say('concord sync: прочитает то, о чём сказали вебхуки', 'concord sync: reads what the webhooks spoke of'),
  }
}

/** The connection's YAML is read at each webhook, so that a change holds at once. */
export function doorServer(rt: LocalRuntime, answered: (name: string, code: number) => void): Server {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '').split('?')[0]!.replace(/^\/|\/$/g, '')
    const [where, name, ...rest] = path.split('/')
    const isHook = request.method === 'POST' && where === 'hooks'
    const body = await bodyOf(request)
    const target = loadConnections(rt.projectDir).then((all) => (isHook ? doorTarget(all, name) : undefined))
    const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, String(value)]))
    const code = await knock(rt, inRaw(rt.lake), target, { rest: rest.join('/'), headers, body })
    response.writeHead(code, { 'content-length': '0', ...(body.length === mostBytes ? { connection: 'close' } : {}) })
    response.end()
    answered((await target.catch(() => undefined))?.connection.name ?? '—', code)
  }
  // Whatever a caller does, the door stays open for the others.
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  server.requestTimeout = patienceMs
  server.headersTimeout = patienceMs
  return server
}

/** Reads no more than is needed to refuse it. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Uint8Array)
    size += (chunk as Uint8Array).length
    if (size >= mostBytes) break
  }
  return Buffer.concat(chunks).subarray(0, mostBytes)
}

/** The secret part of an address is named, never shown. */
function addressOf(
  base: string,
  { name, kind, secrets }: SourceConnection,
): { readonly url: string; readonly mend?: Text } {
  const door = sourceOf(kind)!.door!
  const secret = secrets[door.secret]
  const url = `${base}/hooks/${name}${door.proof.kind === 'url' ? `/{${secret ?? door.secret}}` : ''}`
  if (secret) return { url }
  return {
    url,
    mend: say(
      `▼ ${name}: закрыто, пока не назван секрет вебхуков. Впишите в connections/${name}.yaml secrets: ${door.secret}: ИМЯ, а значение в .env`,
      `▼ ${name}: shut until the secret of webhooks is named. Write secrets: ${door.secret}: NAME in connections/${name}.yaml, and its value in .env`,
    ),
  }
}

const opened: Text = say(
  'Дверь открыта, Ctrl-C закроет. {ИМЯ} в адресе замените значением из .env; снаружи нужен HTTPS-адрес, ведущий сюда.',
  'The door is open, Ctrl-C closes it. Replace {NAME} in the address by its value in .env; from outside an HTTPS address must lead here.',
)

const hostOf = (host: string) => (host.includes(':') ? `[${host}]` : host)
const timeOf = (now: number) => new Date(now).toISOString().slice(11, 19)

async function listening(server: Server, { port, host }: DoorOptions): Promise<void> {
  const number = Number(port)
  if (!/^\d{1,5}$/.test(port) || number > 65_535) throw badPort(port)
  await new Promise<void>((ready, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(isTaken(error) ? taken(host, port) : error))
    server.listen(number, host, ready)
  })
}

const isTaken = ({ code }: NodeJS.ErrnoException) =>
  code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL'

const ended = (server: Server, signal: AbortSignal) =>
  new Promise<void>((done) => {
    const close = () => {
      server.close(() => done())
      server.closeIdleConnections()
    }
    if (signal.aborted) close()
    else signal.addEventListener('abort', close, { once: true })
  })
