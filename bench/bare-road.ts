import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sha256 } from '#ingest/raw/manifest.ts'
import { packed } from '#ingest/raw/pack.ts'
import type { Lake } from '#shared/lake/lake.ts'

/** Asks for each answer in turn; undefined ends it. */
export interface BareServer {
  readonly url: string
  readonly answers: number
  stop(): void
}

/** A process of its own that does nothing but send the answers that stand in this lake. */
export async function bareServer(lakeFolder: string): Promise<BareServer> {
  const script = join(import.meta.dirname, 'bare-server.ts')
  const server = spawn(process.execPath, [script, lakeFolder], { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: server.stdout }))
    return { ...(JSON.parse(line) as Omit<BareServer, 'stop'>), stop: () => server.kill() }
  throw new Error('the server has said nothing')
}

/**
 * What no pull can leave out, and nothing else: each answer is received, hashed, parsed once, written out again (people are
 * taken out of what is kept), compressed and put to the lake. No mapping, no checks, no cursor, no quota.
 */
export async function bareRoad({ url, answers }: BareServer, lake: Lake): Promise<void> {
  for (let i = 0; i < answers; i++) {
    const bytes = Buffer.from(await (await fetch(`${url}/${i}`)).arrayBuffer())
    const text = bytes.toString('utf8')
    const kept = /^\s*[[{]/.test(text) ? JSON.stringify(JSON.parse(text)) : cut(text)
    await lake.put(`raw/${i}-${sha256(bytes)}`, packed(kept), 'absent')
  }
}

const cut = (text: string) => {
  const rows = text.split('\n').map((line) => line.split('\t'))
  return rows.map((cells) => cells.join('\t')).join('\n')
}
