import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { landedBefore } from '#ingest/pull/landed.ts'
import { openProgress } from '#ingest/pull/progress.ts'
import { nearRows, notedRows, recentRows } from '#ingest/pull/recent.ts'
import { hmacOf } from '#shared/people/hmac.ts'
import { memoryState } from '#shared/state/memory.ts'
import { settableClock } from './builders/sync-project.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 7, 1, 0, minute)).toISOString()
const seen = (minute: number, row: unknown = { minute }) => ({ at: at(minute), row })
const cursor = { kind: 'cursor', by: 'time', overlapMs: 600_000 } as const
const slice = { from: at(0), to: at(500) }

describe('rows near the cursor', () => {
  it('are known again as they were, by their place and contents', () => {
    const noted = notedRows([], [seen(1), seen(20), seen(21)], at(11))
    const isRecent = recentRows(noted)
    expect([seen(20), seen(21), seen(1), seen(21, { minute: 20 }), seen(30)].map(isRecent)).toEqual([
      ...[true, true, false],
      // A place says nothing: what was read is what counts.
      ...[true, false],
    ])
  })

  it('leave the notes when the cursor has gone on', () => {
    const before = notedRows([], [seen(1), seen(5)], at(0))
    expect(notedRows(before, [seen(20)], at(5))).toHaveLength(2)
  })

  it('are still known by notes of earlier versions, which have no places', () => {
    const hash = createHash('sha256')
      .update(JSON.stringify({ minute: 3 }))
      .digest('hex')
      .slice(0, 16)
    expect(recentRows([hash])(seen(3))).toBe(true)
    expect(recentRows([hash])(seen(4))).toBe(false)
    expect(notedRows([hash], [], at(400))).toEqual([hash])
  })

  it('are kept while they may be noted, and no others', () => {
    const rows = Array.from({ length: 1200 }, (_, i) => seen(Math.floor(i / 3)))
    const near = nearRows(cursor)
    near.add(rows.slice(0, 600), slice)
    near.add(rows.slice(600), { ...slice })
    expect(rows.filter(({ row }) => row !== undefined)).toEqual(rows.filter((one) => one.at >= at(389)))
  })
})

describe('answers that have landed', () => {
  it('are those of the pages that stand in the open slice', () => {
    const page = (hash: string) => ({ key: `raw/a/b/leads.-.aabb.00001-${hash}.jsonl.zst`, next: null })
    const [a, b] = ['a'.repeat(12), 'b'.repeat(12)]
    const isLanded = landedBefore()
    const pages = [page(a)]
    expect([isLanded(pages, `${a}ff`), isLanded(pages, b)]).toEqual([true, false])
    expect(isLanded([...pages, page(b)], b)).toBe(true)
    // Settled: the next pages are others.
    expect([isLanded([page(b)], a), isLanded([], b)]).toEqual([false, false])
  })
})

describe('notes of progress', () => {
  it('are written when they are due, or when somebody asks to keep them', async () => {
    const state = memoryState(settableClock())
    const place = { state, fence: undefined, connection: 'crm', resource: 'leads', item: '' }
    const progress = await openProgress(place)
    const stored = async () => (await openProgress(place)).now.cursor
    await progress.note({ cursor: 'a' }, true)
    await progress.note({ cursor: 'b' }, false)
    expect([progress.now.cursor, await stored()]).toEqual(['b', 'a'])
    await progress.keep()
    expect(await stored()).toBe('b')
    const versions = (await state.get('pull/crm/leads/-'))!.version
    await progress.keep()
    expect((await state.get('pull/crm/leads/-'))!.version).toBe(versions)
  })
})

it('hashes of people are HMAC-SHA256', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(fc.string({ unit: 'binary', maxLength: 300 })),
      (key, texts) => {
        const hmac = hmacOf(key)
        for (const text of texts) expect(hmac(text)).toBe(createHmac('sha256', key).update(text).digest('hex'))
      },
    ),
  )
})
