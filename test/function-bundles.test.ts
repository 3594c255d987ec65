import { readdirSync, readFileSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { functionBundles } from '#test/builders/function-bundles.ts'
import { leastStart } from '#test/builders/start-cost.ts'

const root = resolve(import.meta.dirname, '..')
const dist = join(root, 'dist', 'functions')
const ending = '.handler.ts'
const names = readdirSync(join(root, 'functions')).flatMap((room) =>
  readdirSync(join(root, 'functions', room))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length)),
)

/** What esbuild says of each file that it wrote. */
const outputs = z.record(
  z.string(),
  z.object({
    bytes: z.number(),
    imports: z.array(z.object({ path: z.string(), kind: z.string(), external: z.boolean().optional() })),
    inputs: z.record(z.string(), z.unknown()),
  }),
)
type Outputs = z.output<typeof outputs>

const outputsOf = (name: string): Outputs =>
  outputs.parse(JSON.parse(readFileSync(join(root, 'dist', 'meta', `${name}.json`), 'utf8')))

/** The files that Lambda reads before the first call: index.mjs and what it imports outright. */
function eager(all: Outputs, file: string, seen = new Set<string>()): ReadonlySet<string> {
  seen.add(file)
  for (const { path, kind } of all[file]?.imports ?? []) {
    if (kind === 'import-statement' && all[path] && !seen.has(path)) eager(all, path, seen)
  }
  return seen
}

const eagerOf = (name: string, all: Outputs) => eager(all, `dist/functions/${name}/index.mjs`)
const packagesIn = (inputs: readonly string[]) =>
  new Set(inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []))

describe('the bundle of a function', () => {
  beforeAll(() => void functionBundles(), 180_000)

  // A start must not grow with the number of models and connectors, so these are read at the first call. The limit of 1 MB is on
  // what a start reads; the folder that is deployed has its own.
  test.each(names)('%s reads less than 1 MB to start, and its folder is less than 1.6 MB', (name) => {
    const all = outputsOf(name)
    const sum = (files: Iterable<string>) => [...files].reduce((bytes, file) => bytes + (all[file]?.bytes ?? 0), 0)
    expect(sum(eagerOf(name, all))).toBeLessThan(1_000_000)
    const folder = readdirSync(join(dist, name))
    expect(folder.reduce((bytes, file) => bytes + statSync(join(dist, name, file)).size, 0)).toBeLessThan(1_600_000)
    expect(folder.map((file) => `dist/functions/${name}/${file}`).sort()).toEqual(Object.keys(all).sort())
  })

  test.each(names)('%s has neither DuckDB nor the SQL parser in it, nor asks for a package', (name) => {
    const all = Object.values(outputsOf(name))
    const packages = packagesIn(all.flatMap(({ inputs }) => Object.keys(inputs)))
    expect([...packages].filter((one) => /duckdb|sql-parser/.test(one))).toEqual([])
    const asked = all.flatMap(({ imports }) => imports.filter(({ external }) => external).map(({ path }) => path))
    expect(asked.filter((path) => !isBuiltin(path))).toEqual([])
  })

  test.each([
    ['door', /^@aws-sdk\/client-(athena|glue|sesv2|sns)$/],
    ['pull', /^@aws-sdk\/client-(athena|glue|sesv2|sns)$/],
    ['inbox', /^@aws-sdk\/client-(athena|glue|sesv2|sns)$/],
  ])('%s has none of the clients that it never uses', (name, never) => {
    const packages = packagesIn(Object.values(outputsOf(name)).flatMap(({ inputs }) => Object.keys(inputs)))
    expect([...packages].filter((one) => never.test(one))).toEqual([])
  })

  // Processor time, and the least of several: how busy the machine is must not decide.
  test.each(names)('%s is loaded within 120 ms', { timeout: 60_000 }, (name) => {
    const { cpu, handler } = leastStart(join(dist, name, 'index.mjs'), 120)
    expect(handler).toBe('function')
    expect(cpu).toBeLessThan(120)
  })
})
