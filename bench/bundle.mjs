import { join } from 'node:path'
import { build } from 'esbuild'

/** What users run is a bundle: bench/<name>.ts without a TypeScript loader. Answers the path. */
export async function bundled(name) {
  const outdir = join(import.meta.dirname, `../node_modules/.cache/concord/bench-${name}-${process.pid}`)
  await build({
    entryPoints: { [name]: join(import.meta.dirname, `${name}.ts`) },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    loader: { '.sql': 'text' },
    external: ['@duckdb/node-api', 'dt-sql-parser'],
    banner: { js: "import { createRequire as load } from 'node:module'; const require = load(import.meta.url);" },
  })
  return { folder: outdir, script: join(outdir, `${name}.mjs`) }
}
