import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileMapping, parseConnection, readFile } from '#ingest/sources/file/index.ts'

/** Each folder: input.*, connection.yaml, expected.json. To renew the expectations: WRITE_EXPECTED=1, then look at the diff. */
const folder = join(import.meta.dirname, 'fixtures/files')
const cases = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'connection.yaml')))
const key = new Uint8Array(32).fill(1)

describe('files', () => {
  it.each(cases)('%s', async (name) => {
    const at = join(folder, name)
    const seen = await readAll(at)
    const expected = join(at, 'expected.json')
    if (process.env.WRITE_EXPECTED) writeFileSync(expected, `${JSON.stringify(seen, null, 2)}\n`)
    expect(seen).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
  })
})

async function readAll(at: string) {
  const connection = parseConnection(readFileSync(join(at, 'connection.yaml'), 'utf8'), 'connection.yaml')
  const input = readdirSync(at).find((file) => file.startsWith('input.'))!
  const rows: unknown[] = []
  const bad: unknown[] = []
  let filtered = 0
  let mapper: ReturnType<typeof compileMapping> | undefined
  for await (const event of readFile(join(at, input), connection.format)) {
    if (event.kind === 'header') mapper = compileMapping(connection, event.header, key)
    if (typeof mapper === 'object') return { problem: mapper }
    if (event.kind === 'bad') bad.push(...event.rows.map(({ line, code }) => ({ line, code })))
    if (event.kind !== 'rows') continue
    for (const { line, cells } of event.rows) {
      const result = mapper!(cells)
      if (result.kind === 'good') rows.push(...result.rows.map(({ record, row }) => ({ line, record, ...plain(row) })))
      else if (result.kind === 'bad')
        bad.push({ line, code: result.code, column: result.column, message: result.message.ru })
      else filtered += 1
    }
  }
  return { rows, bad, filtered }
}

/** Only what is there, in JSON: micros as text with `n`, instants as ISO. */
function plain(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, value]) => {
      if (value === null) return []
      if (typeof value === 'bigint') return [[column, `${value}n`]]
      return [[column, column.endsWith('_at') ? new Date(Number(value)).toISOString() : value]]
    }),
  )
}
