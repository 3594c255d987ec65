import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CellValue, writeXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { readFile } from '#ingest/sources/file/read.ts'
import { tableEvents } from '#ingest/sources/file/table.ts'
import { collect } from '#test/builders/read-events.ts'

async function read(bytes: Uint8Array, options: { sheet?: string; header_row?: number } = {}) {
  const path = join(await mkdtemp(join(tmpdir(), 'concord-xlsx-')), 'input.xlsx')
  await writeFile(path, bytes)
  return collect(readFile(path, { type: 'xlsx', delimiter: ',', encoding: 'utf-8', header_row: 1, ...options }))
}

const workbook = (rows: CellValue[][]) =>
  writeXlsx({
    sheets: [
      { name: 'One', rows },
      { name: 'Two', rows: [['x'], [1]] },
    ],
  })

describe('xlsx', () => {
  it('gives every cell one spelling', async () => {
    const values = [
      1.234,
      1234.5,
      5.805028e18,
      new Date(Date.UTC(2026, 5, 1)),
      new Date(Date.UTC(2026, 5, 1, 9, 30)),
      true,
      '#REF!',
    ]
    const found = await read(await workbook([['a', 'b', 'c', 'd', 'e', 'f', 'g'], values]))
    expect(found.rows).toEqual([
      ['1.2340', '1234.5', '5.805028e+18', '2026-06-01', '2026-06-01 09:30:00', 'true', '#REF!'],
    ])
  })

  it('pads short rows, refuses cells beyond the header, skips empty rows, keeps row numbers', async () => {
    const found = await read(
      await workbook([['title'], ['a', 'b'], ['1'], [null, null], ['2', '3', '4'], ['5', '6']]),
      { header_row: 2 },
    )
    expect(found.rows).toEqual([
      ['1', ''],
      ['5', '6'],
    ])
    expect(found.lines).toEqual([3, 6])
    expect(found.bad).toEqual([{ line: 5, code: 'RAGGED' }])
  })

  it('a cell of only a time is the time; a row without cells is none', async () => {
    const time = new Date(Date.UTC(1899, 11, 30, 9, 5))
    expect((await read(await workbook([['a'], [time]]))).rows).toEqual([['09:05:00']])
    const rows = [
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: [] },
    ]
    const events = [...tableEvents({ rows, isSound: true }, undefined, { headerRow: 1, padded: true })]
    expect(events).toEqual([{ kind: 'header', header: ['a', 'b'] }])
  })

  it('takes the sheet that is named; one that is not there is no table', async () => {
    expect((await read(await workbook([['a']]), { sheet: 'Two' })).rows).toEqual([['1']])
    expect((await read(await workbook([['a']]), { sheet: 'Three' })).bad).toEqual([{ line: 1, code: 'NOT_A_TABLE' }])
  })

  it('refuses what is no workbook, and one that says it unpacks to gigabytes', async () => {
    expect((await read(Buffer.from('PK not really'))).bad).toEqual([{ line: 1, code: 'NOT_A_TABLE' }])
    const bomb = Buffer.from(await workbook([['a'], ['1']]))
    bomb.writeUInt32LE(600 * 1024 * 1024, bomb.lastIndexOf('PK\x01\x02') + 24)
    expect((await read(bomb)).bad).toEqual([{ line: 1, code: 'TOO_LARGE' }])
  })

  it('does not trust a size that is said too small', async () => {
    const rows = Array.from({ length: 2000 }, (_, at) => [`x${at % 3}`, at])
    const liar = Buffer.from(await workbook([['a', 'b'], ...rows]))
    for (let at = liar.indexOf('PK\x01\x02'); at >= 0; at = liar.indexOf('PK\x01\x02', at + 4))
      liar.writeUInt32LE(10, at + 24)
    const found = await read(liar)
    expect(found.rows.length).toBe(0)
    expect(found.bad).toHaveLength(1)
  })
})
