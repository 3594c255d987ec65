// `npm run bench [-- --small]`: generates the files, then times the floor (DuckDB alone) and Concord in processes of their own.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { build } from 'esbuild'

const rounds = 3
const size = process.argv.includes('--small') ? 'small' : 'full'
const folder = mkdtempSync(join(tmpdir(), 'concord-bench-'))
const bundles = join(import.meta.dirname, `../node_modules/.cache/concord/bench-${process.pid}`)
const agreement = join(import.meta.dirname, '../examples/demo/agreement/2025-09.yaml')

const run = (script, ...args) =>
  execFileSync(process.execPath, [resolve(import.meta.dirname, script), ...args], { encoding: 'utf8' })

/** What users run is a bundle: without a TypeScript loader, in the threads too. */
const bundle = () =>
  build({
    entryPoints: {
      sync: join(import.meta.dirname, 'sync.ts'),
      build: join(import.meta.dirname, 'build.ts'),
      'ingest-worker': join(import.meta.dirname, '../functions/ingest/threads/ingest-worker.ts'),
    },
    outdir: bundles,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    logLevel: 'warning',
    loader: { '.sql': 'text' },
    external: ['@duckdb/node-api', 'dt-sql-parser'],
    banner: { js: "import { createRequire as load } from 'node:module'; const require = load(import.meta.url);" },
  })

function timed(script, ...args) {
  const found = JSON.parse(
    run(script, ...args)
      .trim()
      .split('\n')
      .at(-1),
  )
  console.log(
    basename(script).slice(0, 11).padEnd(12),
    `${found.seconds.toFixed(2)} s`,
    `${Math.round(found.rssMb)} MB`,
    JSON.stringify(found),
  )
  return found
}

/** Rounds alternate, so that a busy machine slows both sides. */
function rounded(rows) {
  const best = (list) => Math.min(...list.map(({ seconds }) => seconds))
  const most = (list) => Math.round(Math.max(...list.map(({ rssMb }) => rssMb)))
  const total = best(rows.sync) + best(rows.build)
  const ratio = total / best(rows.floor)
  console.log(`floor ${best(rows.floor).toFixed(2)} s · sync ${best(rows.sync).toFixed(2)} s, ${most(rows.sync)} MB`)
  console.log(`build ${best(rows.build).toFixed(2)} s, ${most(rows.build)} MB`)
  console.log(`sync and build take ${ratio.toFixed(1)} × the floor (Node ${process.version}, ${cpus().length} CPUs)`)
}

try {
  run('generate.ts', folder, size)
  await bundle()
  const rows = { floor: [], sync: [], again: [], build: [] }
  for (let round = 0; round < rounds; round++) {
    const project = join(folder, `project-${round}`)
    mkdirSync(project)
    rows.floor.push(timed('floor.ts', folder))
    rows.sync.push(timed(join(bundles, 'sync.mjs'), folder, project))
    rows.again.push(timed(join(bundles, 'sync.mjs'), folder, project))
    rows.build.push(timed(join(bundles, 'build.mjs'), project, agreement))
  }
  rounded(rows)
  console.log(`the same import again: ${Math.min(...rows.again.map(({ seconds }) => seconds)).toFixed(2)} s`)
} finally {
  rmSync(folder, { recursive: true, force: true })
  rmSync(bundles, { recursive: true, force: true })
}
