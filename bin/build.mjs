// Bundles the command line into dist/ so that it starts without a TypeScript loader. Runs after every `npm ci`.
import { build } from 'esbuild'

await build({
  // The second one is run as a thread by functions/ingest/thread.ts.
  entryPoints: { concord: 'cli/index.ts', 'ingest-worker': 'functions/ingest/ingest-worker.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  keepNames: true,
  sourcemap: true,
  logLevel: 'warning',
  loader: { '.sql': 'text' },
  jsx: 'automatic',
  jsxImportSource: 'preact',
  // A native module can't be bundled; the SQL parser is loaded only by `concord query`.
  external: ['@duckdb/node-api', 'dt-sql-parser'],
  banner: {
    js: "import { createRequire as concordRequire } from 'node:module'; const require = concordRequire(import.meta.url);",
  },
})
