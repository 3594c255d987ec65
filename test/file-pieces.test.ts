import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { readPieces } from '#ingest/files/read-pieces.ts'
import { csvSplitter } from '#ingest/sources/file/csv.ts'
import { compileMapping, type FileConnection, parseConnection, splitStart } from '#ingest/sources/file/index.ts'
import { scanJson, tableJson, tableOfPiece } from '#ingest/sources/file/pieces/index.ts'
import { scanCsv } from '#ingest/sources/file/pieces/scan.ts'
import { readFile } from '#ingest/sources/file/read.ts'
import type { DatedBatch } from '#ingest/units/batch.ts'
import { valuesOf } from '#ingest/units/coded-unit.ts'
import type { MappedRow } from '#ingest/units/rows.ts'
import { recordNames } from '#ingest/units/unit.ts'

const spelled = (decimal: string) =>
  parseConnection(
    `name: mixed
kind: file
files: none
${decimal}where: [{column: Name, not_in: [out]}]
records:
  - record: spend
    columns:
      date: Date
      campaign_id: Id
      campaign_name: {first: [Name, Id]}
      cost_micros: Cost
      currency: Currency
      clicks: {sum: [Clicks, Clicks]}
      impressions: Shown
  - record: lead
    where: [{column: Id, present: true}]
    columns: {lead_id: Id, created_at: Date, stage: {map: {from: Name, values: {a: A}, else: other}}}
`,
    'connections/mixed.yaml',
  )
const connection = spelled('decimal: point\n')
const header = ['Date', 'Id', 'Name', 'Cost', 'Currency', 'Clicks', 'Shown']
const cellOf: Readonly<Record<string, readonly string[]>> = {
  Date: ['2026-01-01', '2026-01-02', '', 'no day'],
  Id: ['7', '58050280000123456', '', '5,8E+18'],
  Name: ['a', 'имя, два', 'x"y', 'out', '', 'back\\slash', 'two\nlines', '\u00a0'],
  Cost: ['10.50', '1 000', '5 €', '', 'x', '9007199254740993'],
  Currency: ['EUR', 'RUB', '', 'what'],
  Clicks: ['1', '2', '', '1.5'],
  Shown: ['0', '12', '', 'x'],
}
const row = fc.tuple(...header.map((name) => fc.constantFrom(...cellOf[name]!)))
const quoted = (cell: string, always: boolean) =>
  always || /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
const csvOf = (rows: readonly (readonly string[])[], always = false, end = '\n') =>
  [header, ...rows].map((cells) => cells.map((one) => quoted(one, always)).join(',') + end).join('')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concord-pieces-'))
})

const rowsOf = ({ record, columns, rows }: DatedBatch): readonly string[] => {
  const names = recordNames(record)
  const all = Uint32Array.from({ length: rows }, (_, i) => i)
  const values = columns.map((column, i) => valuesOf(column, all, /micros/.test(names[i]!)))
  return Array.from(all, (i) =>
    textOf({ record, row: Object.fromEntries(names.map((name, at) => [name, values[at]![i]!])) }),
  )
}
const textOf = ({ record, row }: MappedRow) =>
  JSON.stringify([record, ...recordNames(record).map((name) => String(row[name] ?? null))])

/** What the mapping for rows makes of a file. */
async function rowByRow(path: string, connection: FileConnection) {
  const map = compileMapping(connection, header, new Uint8Array(), { raw: true })
  const found = { rows: [] as string[], bad: [] as string[], filtered: 0 }
  if (typeof map !== 'function') throw new Error('no mapping')
  for await (const event of readFile(path, connection.format)) {
    if (event.kind === 'bad') found.bad.push(...event.rows.map(({ line, code }) => `${line} ${code}`))
    if (event.kind !== 'rows') continue
    for (const { line, cells } of event.rows) {
      const result = map(cells)
      if (result.kind === 'bad') found.bad.push(`${line} ${result.code}`)
      else if (result.kind === 'filtered') found.filtered++
      else found.rows.push(...result.rows.map(textOf))
    }
  }
  return { ...found, rows: found.rows.sort(), bad: found.bad.sort() }
}

async function inPieces(pieces: readonly Buffer[], connection: FileConnection) {
  const rows: string[] = []
  const intake = {
    add: () => undefined,
    addBatch: (batch: DatedBatch) => void rows.push(...rowsOf(batch)),
    days: () => ({}),
  }
  const port = {
    intake,
    body: undefined,
    tick: () => undefined,
    connection,
    key: new Uint8Array(),
    file: String(Math.random()),
  }
  const { accounting, bad } = await readPieces(
    (async function* () {
      yield* pieces
    })(),
    port,
  )
  return {
    rows: rows.sort(),
    bad: bad.map(({ line, code }) => `${line} ${code}`).sort(),
    filtered: accounting.filtered,
  }
}

/** Cut behind some of the line breaks, as `filePieces` does. */
function cutAtLines(bytes: Buffer, every: number): Buffer[] {
  const pieces: Buffer[] = []
  let from = 0
  let breaks = 0
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 10 || ++breaks % every !== 0) continue
    pieces.push(bytes.subarray(from, at + 1))
    from = at + 1
  }
  return from < bytes.length ? [...pieces, bytes.subarray(from)] : pieces
}

describe('a CSV file in pieces', () => {
  it('gives the same rows, bad rows and lines as row by row, wherever it is cut', async () => {
    const path = join(folder, 'a.csv')
    const rows = fc.array(row, { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.boolean(),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 9 }),
        async (some, always, end, every) => {
          const text = csvOf(some, always, end) + (every > 5 ? '"not closed\n1,2\n' : '')
          await writeFile(path, text)
          // A run that has a quote nobody closes ends as one bad row in both.
          expect(await inPieces(cutAtLines(Buffer.from(text), every), connection)).toEqual(
            await rowByRow(path, connection),
          )
        },
      ),
      { numRuns: 60 },
    )
  })
})

/** Some of these are plain numbers, which are read without their texts; the others only look so. */
const amounts = [
  '10.50',
  '-3',
  '0',
  '-0',
  '007.1',
  '123456789',
  '1234567890',
  '1.234',
  '1.000001',
  '0.0000001',
  '12.',
  '.5',
  '1.2.3',
  '--1',
  '',
]
const counts = ['0', '12', '007', '999999999', '1000000000', '-1', '1.0', '1.5', '+5', '']

describe('columns of numbers', () => {
  it('read without their texts say what their texts say', async () => {
    const path = join(folder, 'numbers.csv')
    const pool = (all: readonly string[]) => fc.subarray([...all], { minLength: 1, maxLength: 4 })
    const marks = fc.constantFrom('', 'decimal: point\n', 'decimal: comma\n').map(spelled)
    const picks = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(pool(amounts), pool(counts), marks, picks, async (costs, shown, connection, some) => {
        const cells = some.map(([a, b]) => {
          const [cost, count] = [costs[a % costs.length]!, shown[b % shown.length]!]
          return ['2026-01-01', '7', 'a', cost, 'EUR', '1', count]
        })
        const text = csvOf(cells)
        await writeFile(path, text)
        expect(await inPieces(cutAtLines(Buffer.from(text), 1), connection)).toEqual(await rowByRow(path, connection))
      }),
      { numRuns: 300 },
    )
  })
})

describe('the fast way over bytes', () => {
  it('splits and lands rows as the slow one does, or leaves them to it', () => {
    let taken = 0
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('', ' , \n', '\n'),
        (rows, always, end, blank) => {
          const text = csvOf(rows, always, end) + blank + csvOf(rows)
          const scan = scanCsv(Buffer.from(text), ',', header.length, 1)
          if (!scan) return
          taken++
          const slow = csvSplitter(',')(text, true).filter(({ cells }) => cells?.some((cell) => cell.trim() !== ''))
          const state = { ...splitStart, newline: '\n' }
          const order = { piece: Buffer.from(text), format: connection.format, state, last: false }
          const { table } = tableOfPiece({ ...order, header })
          const cells = Array.from(table!.lines, (_, i) => table!.columns.map(({ texts, codes }) => texts[codes[i]!]))
          expect(cells).toEqual(slow.map((one) => one.cells))
          expect([...table!.lines]).toEqual(slow.map(({ line }) => line))
          expect(scanJson(scan).toString()).toBe(tableJson(table!).toString())
        },
      ),
    )
    expect(taken).toBeGreaterThan(50)
  })
})
