import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linePieces } from '#ingest/exchange/exchange-pieces.ts'
import { columnOf, logFields, priced } from '#ingest/sources/yandex-metrika/fields.ts'
import { clickOf } from '#ingest/sources/yandex-metrika/links.ts'
import { arrayOf, tableOf, withoutPeople } from '#ingest/sources/yandex-metrika/tsv.ts'

describe('arrays in a log', () => {
  it.each([
    ['[]', []],
    ['[1,2]', ['1', '2']],
    ["['a','b']", ['a', 'b']],
    ["[\\'a\\',\\'b\\']", ['a', 'b']],
    ["[\\'it\\\\\\'s\\',\\'b\\']", ["it's", 'b']],
    ["['it's','b']", ["it's", 'b']],
    ["['a, b','c']", ['a, b', 'c']],
    ["['a\\tb']", ['a\tb']],
    ["['a\tb']", ['a\tb']],
    ['[,,,telegram]', [null, null, null, 'telegram']],
    ["['',\\'x\\',]", [null, 'x', null]],
    ['[18446744073709551615]', ['18446744073709551615']],
  ])('%s', (cell, items) => expect(arrayOf(cell)).toEqual(items))

  it.each(['', 'a', '[1', "['a", "['a]"])('%j is none', (cell) => expect(arrayOf(cell)).toBeUndefined())
})

describe('lines of a log', () => {
  it('keep a tab that stands inside an array', () => {
    const { rows } = tableOf("id\tnames\turl\n1\t['a\tb','c']\thttps://x\n2\t[]\ty\n")
    expect(rows).toEqual([
      ['1', "['a\tb','c']", 'https://x'],
      ['2', '[]', 'y'],
    ])
  })

  it('pass over a header that is repeated, and the ends of Windows lines', () => {
    expect(tableOf('a\tb\r\n1\t2\r\na\tb\r\n3\t4\r\n').rows).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
  })

  it('are cut at the same places however the bytes come in', async () => {
    const lines = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.integer({ min: 1, max: 40 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        async (some, most, sizes) => {
          const bytes = Buffer.from(some.join('\n'))
          const whole = await piecesOf([bytes], most)
          expect(await piecesOf(chunked(bytes, sizes), most)).toEqual(whole)
          expect(whole.join('')).toBe(bytes.toString('utf8'))
          for (const piece of whole.slice(0, -1)) expect(piece.endsWith('\n')).toBe(true)
          for (const piece of whole)
            expect(
              Buffer.byteLength(piece) <= most || piece.indexOf('\n') >= piece.length - 1 || !piece.includes('\n'),
            ).toBe(true)
        },
      ),
    )
  })
})

async function piecesOf(chunks: Iterable<Uint8Array>, most: number): Promise<readonly string[]> {
  const source = async function* () {
    yield* chunks
  }
  const found: string[] = []
  for await (const piece of linePieces(source(), most)) found.push(Buffer.from(piece).toString('utf8'))
  return found
}

function* chunked(bytes: Buffer, sizes: Iterator<number>): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const size = sizes.next().value as number
    yield bytes.subarray(at, at + size)
    at += size
  }
}

describe('columns and prices', () => {
  it('are found under any attribution', () => {
    expect(
      ['ym:s:UTMSource', 'ym:s:lastUTMSource', 'ym:s:lastsignUTMSource', 'ym:s:cross_device_lastUTMSource'].map(
        columnOf,
      ),
    ).toEqual(Array(4).fill('UTMSource'))
    expect(columnOf('ym:s:lasthasGCLID')).toBe('lasthasGCLID')
    expect(columnOf('ym:s:visitID')).toBe('visitID')
  })

  it('fit into one request', () =>
    expect(logFields('cross_device_last_significant').join(',').length).toBeLessThan(3000))

  it('goalsPrice 1500000 is 1500, and each field has a scale of its own', () => {
    expect(priced('goalsPrice', 1_500_000n * 1_000_000n, {})).toBe(1500n * 1_000_000n)
    expect(priced('purchaseTax', 1_500_000n * 1_000_000n, {})).toBe(1_500_000n)
    expect(priced('purchaseRevenue', 1_500_000n, {})).toBe(1_500_000n)
    expect(priced('goalsPrice', 1500n * 1_000_000n, { goalsPrice: 1 })).toBe(1500n * 1_000_000n)
  })
})

describe('links', () => {
  it('are cleaned in time that grows with the text only', () => {
    const started = performance.now()
    withoutPeople(`${'a'.repeat(300_000)}\t${'b'.repeat(300_000)}?x=1\t${'c.'.repeat(100_000)}@\n`)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('tell the click that led here', () => {
    expect(clickOf('https://a/?utm_source=y&yclid=17#top', null)).toEqual({ click_id: '17', click_kind: 'yclid' })
    for (const kind of ['gclid', 'gbraid', 'wbraid', 'msclkid', 'rb_clickid'])
      expect(clickOf(`https://a/?x=1&${kind}=17`, null)).toEqual({ click_id: '17', click_kind: kind })
    expect(clickOf('https://a/?ycl%69d=17', null)).toEqual({ click_id: '17', click_kind: 'yclid' })
    expect(clickOf('https://a/?gclid=&x=%E0%A4', 'G1')).toEqual({ click_id: 'G1', click_kind: 'gclid' })
    expect(clickOf('', null)).toEqual({ click_id: null, click_kind: null })
  })

  it('lose the people in them, and so does every other cell', () => {
    expect(withoutPeople('1\thttps://a/?phone=79120000000&yclid=5\tivan@mail.example\n2\t?\tx')).toBe(
      '1\thttps://a/?yclid=5\t*\n2\t?\tx',
    )
    expect(withoutPeople("9\thttps://a/u/ivan%40mail.example/\t['a','b']\t")).toBe("9\thttps://a/u/*/\t['a','b']\t")
  })
})
