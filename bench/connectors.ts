// `node bench/connectors.ts [name …]`: each connector from a server in a process of its own to Parquet, against writers alone.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { benchWorlds } from './connector-worlds/index.ts'
import type { Alone } from './connector-writers.ts'

interface Figures extends Alone {
  readonly received: number
  readonly seconds: number
  /** CPU seconds of the best pull of three, and of the first, whose code was not compiled yet. */
  readonly cpu: number
  readonly first: number
  readonly server: { readonly cpu: number; readonly asked: number }
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
    show(name, JSON.parse(printed.trim().split('\n').at(-1)!) as Figures)
  } finally {
    server.kill()
  }
}

const firstLine = async (stream: NodeJS.ReadableStream): Promise<readonly string[]> => {
  for await (const line of createInterface({ input: stream })) return [line]
  return []
}

const width = 9
const titles = [
  ...['received', 'rows', 'units', 'requests', 'wall s', 'server s', 'cpu s', 'rows/s', 'first'],
  ...['package', 'to lake', 'encoder', 'bare', '÷ package', '÷ lake', '÷ encod.', 'bound', '÷ bare', 'peak MB'],
]
const line = (name: string, cells: readonly string[]) =>
  console.log(name.padEnd(15), cells.map((cell) => cell.padStart(width)).join(' '))
const thousands = (number: number) => `${(number / 1000).toFixed(1)}k`

/** Rows per CPU second: waits for the disk, the server or a busy machine are nobody's work. */
function show(name: string, { received, rows, units, server, seconds, cpu, first, rssMb, ...alone }: Figures): void {
  const writers = [alone.package, alone.toLake, alone.encoder]
  const bare = alone.bare + alone.package
  line(name, [
    ...[thousands(received), thousands(rows), String(units), String(server.asked)],
    ...[seconds, server.cpu, cpu].map((one) => one.toFixed(2)),
    ...[cpu, first, ...writers, bare].map((one) => thousands(rows / one)),
    ...[...writers.map((one) => one / cpu), alone.package / bare, bare / cpu].map((one) => one.toFixed(2)),
    String(Math.round(rssMb)),
  ])
}

line('connector', titles)
try {
  const wanted = process.argv.slice(2)
  for (const name of wanted.length > 0 ? wanted : Object.keys(benchWorlds)) await measured(name)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
