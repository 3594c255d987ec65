// `node bench/marts.mjs [-- --small]`: writes a large lake, then times the heavy marts against a scan of the same files.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundled } from './bundle.mjs'
import { generateLarge, largeSizes } from './generate-large.ts'

const marts = ['fct_funnel', 'fct_leads', 'fct_spend', 'fct_cohorts']
const size = process.argv.includes('--small') ? 'small' : 'full'
const agreement = join(import.meta.dirname, '../examples/demo/agreement/2025-09.yaml')
const folder = mkdtempSync(join(tmpdir(), 'concord-marts-'))
const { folder: bundle, script } = await bundled('marts')

const times = ({ seconds, cpu }, floor) =>
  `${seconds.toFixed(2)} s (${(seconds / floor.seconds).toFixed(1)} ×), ${cpu.toFixed(2)} CPU s (${(cpu / floor.cpu).toFixed(1)} ×)`

/** The steps after which the process had taken more memory than before. */
function raises(steps) {
  let before = 0
  return Object.entries(steps).flatMap(([name, { peakMb }]) => {
    const more = peakMb - before
    before = peakMb
    return more > 50 ? [`${name} ${peakMb}`] : []
  })
}

function show(floor, { marts: found, steps, peakMb }) {
  console.log(`scan floor ${floor.seconds.toFixed(2)} s, ${floor.cpu.toFixed(2)} CPU s`)
  for (const { mart, rows, own, whole } of found) {
    console.log(`${mart.padEnd(12)} ${String(rows).padStart(8)} rows; its own statement ${times(own, floor)}`)
    console.log(`${' '.repeat(12)} with all that it needs, from records ${times(whole, floor)}`)
  }
  const slowest = Object.entries(steps).sort(([, a], [, b]) => b.cpu - a.cpu)
  console.log(
    slowest
      .slice(0, 12)
      .map(([name, { cpu }]) => `${name} ${cpu.toFixed(1)}`)
      .join(', '),
  )
  console.log(`peak ${peakMb} MB; rose with ${raises(steps).join(', ')}`)
}

try {
  await generateLarge(join(folder, 'lake'), largeSizes[size])
  mkdirSync(join(folder, 'scratch'))
  const run = (...args) => {
    const said = execFileSync(process.execPath, [script, folder, ...args], { encoding: 'utf8' })
    return JSON.parse(said.trim().split('\n').at(-1))
  }
  show(run(), run(agreement, marts.join(',')))
} finally {
  rmSync(folder, { recursive: true, force: true })
  rmSync(bundle, { recursive: true, force: true })
}
