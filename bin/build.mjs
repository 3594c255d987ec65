// Bundles the command line into dist/ so that it starts without a TypeScript loader, and the functions of the cloud into
// dist/functions/<name>/index.mjs. Runs after every `npm ci`; `node bin/build.mjs cli` or `… functions` makes one of the two.
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'

const common = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  logLevel: 'warning',
  loader: { '.sql': 'text' },
  jsx: 'automatic',
  jsxImportSource: 'preact',
  // A native module can't be bundled; the SQL parser is loaded only by `concord query`.
  external: ['@duckdb/node-api', 'dt-sql-parser'],
  // What is imported by import() becomes a file of its own, read only by those who come that far.
  splitting: true,
  chunkNames: '[name]-[hash]',
  metafile: true,
  // The SDK's CommonJS can't be shaken: with it each function is over 1 MB.
  mainFields: ['module', 'main'],
  banner: {
    js: "import { createRequire as concordRequire } from 'node:module'; const require = concordRequire(import.meta.url);",
  },
}

const ending = '.handler.ts'
const handlers = readdirSync('functions').flatMap((room) =>
  readdirSync(`functions/${room}`)
    .filter((file) => file.endsWith(ending))
    .map((file) => ({ name: file.slice(0, -ending.length), file: `functions/${room}/${file}` })),
)

/** One folder per function with all that it needs: index.mjs, and what is loaded only when called for. */
async function bundleHandler({ name, file }) {
  const folder = `dist/functions/${name}`
  const { metafile } = await build({
    ...common,
    entryPoints: { index: file },
    outdir: folder,
    minify: true,
    // Russian stays two bytes a letter.
    charset: 'utf8',
  })
  // What an earlier build has left would be deployed too.
  for (const old of readdirSync(folder)) {
    if (!(`${folder}/${old}` in metafile.outputs)) rmSync(`${folder}/${old}`, { force: true })
  }
  // For test/function-bundles.test.ts: which file is of what, and who imports whom.
  mkdirSync('dist/meta', { recursive: true })
  writeFileSync(`dist/meta/${name}.json`, JSON.stringify(metafile.outputs))
}

async function bundleCli() {
  const { metafile } = await build({
    ...common,
    // The second one is run as a thread by functions/ingest/threads/thread.ts.
    entryPoints: { concord: 'cli/index.ts', 'ingest-worker': 'functions/ingest/threads/ingest-worker.ts' },
    outdir: 'dist',
    // The grammar looks its rules up by the names of their classes.
    keepNames: true,
    sourcemap: true,
  })
  for (const old of readdirSync('dist').filter((file) => /-[A-Z0-9]{8}\.mjs(\.map)?$/.test(file))) {
    if (!(`dist/${old}` in metafile.outputs) && isOld(`dist/${old}`)) rmSync(`dist/${old}`, { force: true })
  }
}

/** A command that runs meanwhile may still load files of the build that it began with. */
const isOld = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs < Date.now() - 3_600_000

const asked = process.argv[2]
await Promise.all([asked !== 'functions' && bundleCli(), ...(asked === 'cli' ? [] : handlers.map(bundleHandler))])
