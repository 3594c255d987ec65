import { describe, expect, it } from 'vitest'
import { guardBody, guarded as guardedBody } from '#ingest/exchange/guard.ts'
import type { PersonalRule } from '#ingest/source.ts'
import { peopleRules } from '#ingest/sources/bitrix24/personal.ts'
import { readJson } from '#shared/json/read.ts'

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

describe('a phone that is written as a number', () => {
  it('is hashed as its digits are', () => {
    const [asNumber, asText] = guarded(peopleRules, { PHONE: 79161234567 }, { PHONE: '79161234567' })
    expect(asNumber).toEqual(asText)
    expect(asNumber).toEqual({ PHONE: expect.stringMatching(/^h1:[0-9a-f]{32}$/) })
  })
})

describe('what is kept of a body', () => {
  it('can be read again, whatever its texts and names begin with', () => {
    const options = { personal: drop('**.note'), region: 'RU', key }
    for (const odd of ['\\u00015-5', '\\u000107', '\\"\\u00015', 'a\\"\\u00011.5']) {
      const { text, json } = guardedBody(`{"${odd}":1.50,"value":"${odd}","note":"${odd}"}`, options)!
      expect(json).toEqual(JSON.parse(`{"${odd}":"1.50","value":"${odd}","note":"h1:"}`))
      expect(readJson(text)).toEqual(json)
    }
    expect(guardedBody('{"\\u00015":7}', options)?.text).toBe('{"\\u00015":7}')
  })
})
