import { type ChildProcess, spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findJava, trinoHome, trinoMissing, trinoVersion } from '../../bin/trino-home.mjs'
import { trinoClient } from './client.ts'
import { catalogStoreOf, catalogsOf, configOf, jvmOptions, type Properties, toText } from './server-config.ts'

export interface TrinoServer {
  readonly url: string
  /** The local folder that the catalog `lake` sees as local:/// */
  readonly lakeRoot: string
  stop(): Promise<void>
}

export interface TrinoOptions {
  /** Catalogs beside `memory` and `lake`, by name. */
  readonly catalogs?: Readonly<Record<string, Properties>>
}

const patience = 300_000

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((ready) => probe.listen(0, '127.0.0.1', ready))
  const address = probe.address()
  await new Promise((closed) => probe.close(closed))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

async function writeSettings(folder: string, port: number, catalogs: Readonly<Record<string, Properties>>) {
  await mkdir(join(folder, 'etc/catalog'), { recursive: true })
  await mkdir(join(folder, 'lake/metastore'), { recursive: true })
  await writeFile(join(folder, 'etc/config.properties'), toText(configOf(port)))
  await writeFile(join(folder, 'etc/catalog-store.properties'), toText(catalogStoreOf(folder)))
  for (const [name, properties] of Object.entries(catalogs)) {
    await writeFile(join(folder, `etc/catalog/${name}.properties`), toText(properties))
  }
}

function launch(java: string, folder: string): ChildProcess {
  const log = openSync(join(folder, 'server.log'), 'a')
  const jars = join(trinoHome, `trino-server-core-${trinoVersion}/lib/*`)
  const args = ['-cp', jars, ...jvmOptions(folder), 'io.trino.server.TrinoServer']
  return spawn(join(java, 'bin/java'), args, { cwd: folder, stdio: ['ignore', log, log] })
}

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

/** `SELECT 1` is answered before the worker has joined, so a row is written and read. */
async function untilScanWorks(url: string, child: ChildProcess): Promise<void> {
  const trino = trinoClient({ url, catalog: 'memory', schema: 'default' })
  for (const start = Date.now(); ; await sleep(200)) {
    if (ended(child)) throw new Error('Trino stopped while it was starting')
    try {
      await trino('DROP TABLE IF EXISTS ready')
      await trino('CREATE TABLE ready AS SELECT 1 AS x')
      if ((await trino('SELECT x FROM ready')).rows.length === 1) return
    } catch (error) {
      if (Date.now() - start > patience) throw error
    }
  }
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (ended(child)) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const hard = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(hard)
}

const lastLines = async (folder: string) =>
  (await readFile(join(folder, 'server.log'), 'utf8')).split('\n').slice(-30).join('\n')

/** Starts a Trino of its own on a free local port. Errors: where no JDK or no Trino is here, or the server does not come up. */
export async function startTrino({ catalogs = {} }: TrinoOptions = {}): Promise<TrinoServer> {
  const java = findJava()
  const missing = trinoMissing()
  if (missing || !java) throw new Error(`Trino can't be started: ${missing}`)
  const folder = await mkdtemp(join(tmpdir(), 'concord-trino-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  await writeSettings(folder, port, { ...catalogsOf(folder), ...catalogs })
  const child = launch(java, folder)
  // Nothing may be left behind when the tests themselves are cut off.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const stop = async () => {
    await stopProcess(child)
    process.off('exit', kill)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await untilScanWorks(url, child)
  } catch (cause) {
    const log = await lastLines(folder)
    await stop()
    throw new Error(`Trino did not start:\n${log}`, { cause })
  }
  return { url, lakeRoot: join(folder, 'lake'), stop }
}
