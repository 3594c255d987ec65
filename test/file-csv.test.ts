import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { csvSplitter } from '#ingest/sources/file/csv.ts'
import { readFile } from '#ingest/sources/file/read.ts'
import { collect } from '#test/builders/read-events.ts'

const split = (text: string, size: number, delimiter = ',') => {
  const splitter = csvSplitter(delimiter)
  const rows = []
  for (let at = 0; at < text.length; at += size) rows.push(...splitter(text.slice(at, at + size), false))
  return [...rows, ...splitter('', true)]
}

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'я', '"', ',', ';', '\n', '\r\n', ' ', '1'), maxLength: 6 }),
  fc.constantFrom('', 'plain'),
)

describe('csv', () => {
  it('agrees with csv-parse, in pieces of any size', () => {
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
    const ends = fc.constantFrom('\n', '\r\n')
    fc.assert(
      fc.property(table, ends, fc.boolean(), fc.integer({ min: 1, max: 40 }), (rows, end, always, size) => {
        const text = rows.map((cells) => cells.map((one) => quoted(one, always)).join(',')).join(end) + end
        const theirs: string[][] = parse(text, { relax_column_count: true, record_delimiter: end })
        expect(split(text, size).map(({ cells }) => cells)).toEqual(theirs)
        expect(theirs).toEqual(rows)
      }),
      { numRuns: 500 },
    )
  })

  it('loses no row behind whatever stands before it', () => {
    const marks = fc.constantFrom('"', '"', ',', '\r', '\n', '\r\n', '\r\r\n', 'a')
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 14 }), fc.integer({ min: 1, max: 20 }), (before, size) => {
        const rows = split(`a,b\n${before.join('')}\nlast,row\n`, size)
        expect(rows.at(-1)?.cells).toEqual(['last', 'row'])
      }),
      { numRuns: 3000 },
    )
  })

  it('takes a doubled carriage return behind a quote for the end of the row', () => {
    const rows = split('a,"b"\r\r\nc,"d"\r\n"e",f\r\r\n', 4)
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f\r'],
    ])
  })

  it('counts physical lines', () => {
    const rows = split('a,b\n"x\ny",1\n\n"z""\r\n",2\n3,4', 3)
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 4, 5, 7])
  })

  it('loses only the first line of a row whose quote is not closed', () => {
    const rows = split('a,b\n1,"oops\n2,x\n3,y\n', 5)
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, bad: 'RAGGED' },
      { line: 3, cells: ['2', 'x'] },
      { line: 4, cells: ['3', 'y'] },
    ])
  })

  it('reads on after text behind a closing quote', () => {
    const rows = split('1,"a"b\n2,"c"\n', 100)
    expect(rows).toEqual([
      { line: 1, bad: 'RAGGED' },
      { line: 2, cells: ['2', 'c'] },
    ])
  })

  it('takes a quote inside a bare cell as it stands', () => {
    expect(split('1,5" pipe\n', 100)[0]?.cells).toEqual(['1', '5" pipe'])
  })

  it('reads the line ends of an old Mac', () => {
    expect(split('a,b\r1,"2\r3"\r', 100).map(({ line, cells }) => [line, cells])).toEqual([
      [1, ['a', 'b']],
      [2, ['1', '2\r3']],
    ])
  })

  it('gives up on an open quote after four million characters and reads on from the next line', () => {
    const lines = Array.from({ length: 90_000 }, (_, at) => `${at},${'x'.repeat(50)}`)
    const rows = split(`a,b\n1,"open\n${lines.join('\n')}\n`, 1 << 18)
    expect(rows.filter(({ bad }) => bad)).toEqual([{ line: 2, bad: 'TOO_LARGE' }])
    expect(rows).toHaveLength(90_002)
  })

  it('does not keep a line without an end in memory', () => {
    const splitter = csvSplitter(',')
    const rows = [...splitter('a,b\n', false)]
    for (let piece = 0; piece < 40; piece++) rows.push(...splitter('x'.repeat(1 << 18), false))
    rows.push(...splitter('\n1,2\n', false), ...splitter('', true))
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, bad: 'TOO_LARGE' },
      { line: 3, cells: ['1', '2'] },
    ])
  })
})

describe('reading a file', () => {
  let dir = ''
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'concord-read-'))
  })
  const read = async (bytes: Buffer | string, encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp1251' = 'utf-8') => {
    const path = join(dir, 'input.csv')
    await writeFile(path, bytes)
    return collect(readFile(path, { type: 'csv', delimiter: ',', encoding, header_row: 1 }))
  }
  const text = 'Дата,Сумма\n2024-01-01,5\nщ,😀\n'
  const rows = [
    ['2024-01-01', '5'],
    ['щ', '😀'],
  ]

  it('knows its encodings and drops the byte order mark', async () => {
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
    for (const found of [
      await read(`\ufeff${text}`),
      await read(utf16, 'utf-16le'),
      await read(Buffer.from(utf16).swap16(), 'utf-16be'),
    ]) {
      expect(found).toMatchObject({ header: ['Дата', 'Сумма'], rows, bad: [] })
    }
    const cp1251 = Buffer.from([0xc4, 0xe0, 0xf2, 0xe0, 0x2c, 0x78, 0x0a, 0xf9, 0x2c, 0x35, 0x0a])
    expect(await read(cp1251, 'cp1251')).toMatchObject({ header: ['Дата', 'x'], rows: [['щ', '5']] })
  })

  it('refuses only the rows with broken bytes, and keeps an honest U+FFFD', async () => {
    const broken = Buffer.concat([Buffer.from('a,b\n1,\ufffd\n2,'), Buffer.from([0xe9]), Buffer.from('\n3,щ\n')])
    const found = await read(broken)
    expect(found.rows).toEqual([
      ['1', '\ufffd'],
      ['3', 'щ'],
    ])
    expect(found.bad).toEqual([{ line: 3, code: 'NOT_UTF8' }])
  })

  it('refuses a row cut in the middle of a letter', async () => {
    const cut = Buffer.from('a,b\n1,щ\n2,щ').subarray(0, -1)
    expect(await read(cut)).toMatchObject({ rows: [['1', 'щ']], bad: [{ line: 3, code: 'NOT_UTF8' }] })
    const odd = Buffer.from('a,b\n1,2\n3,4', 'utf16le').subarray(0, -1)
    expect((await read(odd, 'utf-16le')).bad).toEqual([{ line: 3, code: 'NOT_UTF8' }])
  })

  it('tells ragged, huge and NUL rows by line; blank lines are no rows', async () => {
    const found = await read(`a,b\n1\n\n,\n2,${'x'.repeat(1_100_000)}\n3,\0\n4,5,6\n7,8\n`)
    expect(found.rows).toEqual([['7', '8']])
    expect(found.bad).toEqual([
      { line: 2, code: 'RAGGED' },
      { line: 5, code: 'TOO_LARGE' },
      { line: 6, code: 'NOT_UTF8' },
      { line: 7, code: 'RAGGED' },
    ])
  })

  it('counts a file without a usable header as one bad row', async () => {
    expect(await read('')).toMatchObject({ header: undefined, bad: [{ line: 1, code: 'NOT_A_TABLE' }] })
    expect(await read('a,b, a \n1,2,3\n')).toMatchObject({
      header: undefined,
      bad: [{ line: 1, code: 'DUPLICATE_HEADER' }],
    })
    expect(await read(Buffer.from(text, 'utf16le'))).toMatchObject({ header: undefined, bad: [{ line: 1 }] })
  })

  it('names columns that have no name', async () => {
    expect((await read('__proto__,\u00a0b  c\u00a0,\n1,2,3\n')).header).toEqual(['__proto__', 'b c', '#3'])
  })

  it('says when a file is not there', async () => {
    const missing = readFile(join(dir, 'none.csv'), { type: 'csv', delimiter: ',', encoding: 'utf-8', header_row: 1 })
    await expect(collect(missing)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})

const quoted = (text: string, always: boolean): string =>
  always || text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
