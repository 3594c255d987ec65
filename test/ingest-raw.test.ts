import fc from 'fast-check'
import { expect, it } from 'vitest'
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
