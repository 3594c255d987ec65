import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packed, unpackedText } from '#ingest/raw/pack.ts'
import { rawBody, rawHead, readRaw } from '#ingest/raw/raw.ts'
import type { BadRow, SourceRow } from '#ingest/units/rows.ts'
import { say } from '#shared/i18n/text.ts'

const head = { sha256: 'a', recipe: 'b', header: ['x', 'y'], guarded: { drop: ['y'], hash: [] } }

async function throughRaw(batches: readonly (readonly SourceRow[])[], bad: readonly BadRow[]) {
  const body = rawBody()
  for (const rows of batches)
    await body.rows(
      rows,
      rows.map(({ cells }) => cells),
    )
  await body.bad(bad)
  const bytes = await body.finish(head)
  const found = { header: [] as readonly string[], rows: [] as SourceRow[], bad: [] as BadRow[] }
  for await (const event of readRaw(bytes)) {
    if (event.kind === 'header') found.header = event.header
    else if (event.kind === 'rows') found.rows.push(...event.rows)
    else found.bad.push(...event.rows)
  }
  return { found, head: await rawHead(bytes) }
}

it('gives back every row on its line, and what could not be split', async () => {
  const rows = [
    { line: 2, cells: ['a', 'строка\nс переносом'] },
    { line: 4, cells: ['],[', '","'] },
    { line: 5, cells: ['', '\u2028'] },
    { line: 9, cells: ['"],["', '\\'] },
  ]
  const bad: BadRow[] = [{ line: 7, code: 'RAGGED', message: say('Плохо', 'Bad') }]
  const { found, head: stored } = await throughRaw([rows.slice(0, 1), rows.slice(1)], bad)
  expect(found).toEqual({ header: ['x', 'y'], rows, bad })
  expect(stored).toMatchObject({ ...head, rows: 4, unsplit: 1 })
})

it('gives back any cells', async () => {
  const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('],[', '"],["', '[', '","', '\n', '\\"'))
  const cells = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(cells, async (list) => {
      const rows = list.map((pair, i) => ({ line: i + 2, cells: pair }))
      expect((await throughRaw([rows], [])).found.rows).toEqual(rows)
    }),
    { numRuns: 150 },
  )
})

it('is the same bytes for the same rows', async () => {
  const make = async () => {
    const body = rawBody()
    await body.rows([{ line: 2, cells: ['a', 'b'] }], [['a', 'b']])
    return body.finish(head)
  }
  expect(await make()).toEqual(await make())
})

it('unpacks frames of any size that stand one after another, and gzip of older lakes', async () => {
  const texts = ['', 'x', 'ы'.repeat(200), 'a'.repeat(3_000_000), randomBytes(400_000).toString('base64')]
  const frames = texts.map((text) => packed(text))
  expect(await unpackedText(Buffer.concat(frames))).toBe(texts.join(''))
  expect(await unpackedText(Buffer.concat([...frames].reverse()))).toBe([...texts].reverse().join(''))
  expect(await unpackedText(gzipSync('a\nb'))).toBe('a\nb')
  expect(await unpackedText(new Uint8Array())).toBe('')
})

it('refuses what was cut short', async () => {
  const bytes = Buffer.concat([packed('a'.repeat(100)), packed(randomBytes(1000).toString('hex'))])
  for (const length of [3, 10, bytes.length - 1])
    await expect(unpackedText(bytes.subarray(0, length))).rejects.toThrow()
})
