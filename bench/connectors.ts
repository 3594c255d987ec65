// `node bench/connectors.ts [name …]`: each connector from a server in a process of its own to Parquet, against the writer alone.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { benchWorlds } from './connector-worlds/index.ts'

interface Figures {
  readonly received: number
  readonly rows: number
  readonly seconds: number
  readonly cpu: number
  /** CPU seconds of the Parquet encoder alone, and of writing the same rows to a lake. */
  readonly writer: number
  readonly toLake: number
  readonly rssMb: number
}

const folder = mkdtempSync(join(tmpdir(), 'concord-connectors-'))
const script = (name: string) => join(import.meta.dirname, name)

async function measured(name: string): Promise<void> {
  const server = spawn(process.execPath, [script('connector-server.ts'), name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [given = '{}'] = await firstLine(server.stdout)
    const project = join(folder, name)
    mkdirSync(project)
    const profile = process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : []
    const printed = execFileSync(process.execPath, [...profile, script('connector-pull.ts'), project, given], {
      encoding: 'utf8',
    })
    const found = JSON.parse(printed.trim().split('\n').at(-1)!) as Figures
    const { cpu, asked } = (await (await fetch(`${JSON.parse(given).url}/bench`)).json()) as {
      cpu: number
      asked: number
    }
    show(name, found, { cpu, asked })
  } finally {
    server.kill()
  }
}

const firstLine = async (stream: NodeJS.ReadableStream): Promise<readonly string[]> => {
  for await (const line of createInterface({ input: stream })) return [line]
  return []
}

const thousands = (number: number) => `${(number / 1000).toFixed(1)}k`.padStart(8)

/** By CPU time: waits for the disk, the server or a busy machine are nobody's work. */
function show(name: string, found: Figures, server: { readonly cpu: number; readonly asked: number }): void {
  const { received, rows, cpu, seconds, writer, toLake, rssMb } = found
  const cells = [
    ...[name.padEnd(15), thousands(received), thousands(rows), String(server.asked).padStart(8)],
    ...[seconds, cpu, server.cpu].map((one) => `${one.toFixed(2)} s`.padStart(8)),
    ...[rows / cpu, rows / toLake, rows / writer].map(thousands),
    ...[toLake / cpu, writer / cpu].map((ratio) => ratio.toFixed(2).padStart(7)),
    `${Math.round(rssMb)} MB`.padStart(7),
  ]
  console.log(cells.join(' '))
}

console.log(
  'connector       received     rows requests     wall      cpu   server   rows/s  to lake  encoder /to lake /encoder   peak',
)
try {
  const wanted = process.argv.slice(2)
  for (const name of wanted.length > 0 ? wanted : Object.keys(benchWorlds)) await measured(name)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
