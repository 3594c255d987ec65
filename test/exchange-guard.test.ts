import { describe, expect, it } from 'vitest'
import { guardBody } from '#ingest/exchange/guard.ts'
import type { PersonalRule } from '#ingest/source.ts'

const key = new Uint8Array(32).fill(7)
const guarded = (personal: readonly PersonalRule[], ...bodies: readonly object[]) =>
  bodies.map((body) => JSON.parse(guardBody(JSON.stringify(body), { personal, region: 'RU', key })!) as object)
const drop = (...places: readonly string[]): readonly PersonalRule[] =>
  places.map((at) => ({ at, as: 'drop' }) as const)

describe('what a rule reaches', () => {
  it('is the same in every row and in every body, also below names that no rule has', () => {
    const row = { note: 'x', id: 1, deep: { note: 'y', list: [{ note: 'z' }, { other: { note: 'w' } }] } }
    const clean = { note: 'h1:', id: 1, deep: { note: 'h1:', list: [{ note: 'h1:' }, { other: { note: 'h1:' } }] } }
    const bodies = [{ rows: [row, row] }, { other: { rows: [row] } }]
    expect(guarded(drop('**.note'), ...bodies, ...bodies)).toEqual([
      ...[{ rows: [clean, clean] }, { other: { rows: [clean] } }],
      ...[{ rows: [clean, clean] }, { other: { rows: [clean] } }],
    ])
  })

  it('is one place, not its namesakes elsewhere', () => {
    const body = { name: 'kept', rows: { 0: { name: 'gone' }, name: { name: 'gone' }, a: { b: { name: 'kept' } } } }
    expect(guarded(drop('rows.*.name'), body)).toEqual([
      { name: 'kept', rows: { 0: { name: 'h1:' }, name: { name: 'h1:' }, a: { b: { name: 'kept' } } } },
    ])
  })

  it('may be one element of a list', () => {
    expect(guarded(drop('rows.1'), { rows: ['a', 'b', 'c'] }, { rows: ['d', 'e'] })).toEqual([
      { rows: ['a', 'h1:', 'c'] },
      { rows: ['d', 'h1:'] },
    ])
  })

  it('may hang on its neighbours', () => {
    const rule: PersonalRule = { at: '**.value', as: 'drop', when: ({ kind }) => kind === 'phone' }
    const body = {
      list: [
        { kind: 'phone', value: 'x' },
        { kind: 'city', value: 'y' },
      ],
    }
    expect(guarded([rule], body, body)[1]).toEqual({
      list: [
        { kind: 'phone', value: 'h1:' },
        { kind: 'city', value: 'y' },
      ],
    })
  })
})
