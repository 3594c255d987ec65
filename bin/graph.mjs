// Writes functions/aggregate/models/graph.json: which tables each model reads, from the parse tree of its SQL.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'

const out = `node_modules/.cache/concord/graph-${process.pid}.mjs`
await mkdir('node_modules/.cache/concord', { recursive: true })
await build({
  stdin: {
    contents: `
      import { computeGraph } from './functions/aggregate/graph.ts'
      import { lookups } from './functions/aggregate/lookups/index.ts'
      import { models } from './functions/aggregate/models/index.ts'
      export const graph = await computeGraph([...lookups, ...models])`,
    resolveDir: process.cwd(),
    loader: 'ts',
  },
  outfile: out,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  keepNames: true,
  logLevel: 'warning',
  loader: { '.sql': 'text' },
  external: ['@duckdb/node-api', 'dt-sql-parser'],
})
const { graph } = await import(new URL(`../${out}`, import.meta.url).href)
await writeFile('functions/aggregate/models/graph.json', `${JSON.stringify(graph, null, 2)}\n`)
await rm(out, { force: true })
console.info(`${Object.keys(graph).length} models`)
