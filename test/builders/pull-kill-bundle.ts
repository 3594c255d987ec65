import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { spoiltLines } from './pull-kill-plants.ts'

const root = resolve(import.meta.dirname, '../..')
// Below node_modules, so that native modules are found.
const cache = join(root, 'node_modules/.cache/concord')
mkdirSync(cache, { recursive: true })
const scratch = mkdtempSync(join(cache, 'planted-'))
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))
const made = new Map<string, Promise<string>>()

/** Bundles a module of this folder, with the line that a planted bug replaces; answers the file. */
export function bundled(entry: string, plant = ''): Promise<string> {
  const name = `${entry}-${plant || 'sound'}`
  const file = made.get(name) ?? bundle(entry, plant, join(scratch, `${name}.mjs`))
  made.set(name, file)
  return file
}

async function bundle(entry: string, plant: string, outfile: string): Promise<string> {
  await build({
    entryPoints: [join(root, 'test/builders', `${entry}.ts`)],
    ...{ outfile, absWorkingDir: root, bundle: true, platform: 'node', target: 'node24', format: 'esm' },
    logLevel: 'error',
    loader: { '.sql': 'text' },
    external: ['@duckdb/node-api', 'dt-sql-parser', 'esbuild'],
    mainFields: ['module', 'main'],
    banner: { js: "import { createRequire as _r } from 'node:module'; const require = _r(import.meta.url);" },
    plugins: [spoiling(plant)],
  })
  return outfile
}

function spoiling(plant: string): Plugin {
  const spoilt = spoiltLines[plant]
  return {
    name: 'planted-bug',
    setup({ onLoad, onEnd }) {
      if (!spoilt) return
      let found = 0
      onLoad({ filter: new RegExp(`/${spoilt.file.replace('.', '\\.')}$`) }, async ({ path }) => {
        const text = await readFile(path, 'utf8')
        const parts = text.split(spoilt.line)
        found = parts.length - 1
        return { contents: parts.join(spoilt.instead), loader: 'ts' }
      })
      onEnd(() => {
        if (found !== 1) throw new Error(`${plant}: the line to spoil stands ${found} times in ${spoilt.file}`)
      })
    },
  }
}
