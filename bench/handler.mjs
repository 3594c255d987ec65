// `node bench/handler.mjs [-- --small]`: the ingesting function against writers of Parquet on the same rows.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundled } from './bundle.mjs'
import { generate } from './generate.ts'

const rows = process.argv.includes('--small') ? 20_000 : 200_000
const folder = mkdtempSync(join(tmpdir(), 'concord-handler-'))
const { folder: bundle, script } = await bundled('handler')

const show = (name, { rowsPerSecond, rowsPerCpuSecond }) =>
  console.log(name.padEnd(16), `${rowsPerSecond} rows/s`.padStart(16), `${rowsPerCpuSecond} rows/CPU s`.padStart(20))

try {
  // As many rows a day as a million in 400 days.
  generate(folder, { spend: rows, leads: 1, days: Math.ceil(rows / 2500) })
  const env = { ...process.env, TMPDIR: folder, POWERTOOLS_METRICS_DISABLED: 'true' }
  const said = execFileSync(process.execPath, [script, folder, String(rows)], { encoding: 'utf8', env, stdio: 'pipe' })
  const { rowCount, rssMb, ...found } = JSON.parse(said.trim().split('\n').at(-1))
  for (const [name, rates] of Object.entries(found)) show(name, rates)
  const against = (name) => (found.handler.rowsPerCpuSecond / found[name].rowsPerCpuSecond).toFixed(2)
  console.log(
    `${rowCount} rows, ${Math.round(rssMb)} MB. By CPU time the handler is ${against('package')} × hyparquet-writer`,
  )
  console.log(`(${against('packageOneFile')} × in one file), ${against('writer')} × our own encoder`)
} finally {
  rmSync(folder, { recursive: true, force: true })
  rmSync(bundle, { recursive: true, force: true })
}
