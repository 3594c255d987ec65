import { describe, expect, test } from 'vitest'
import { survivorsOf } from '#aggregate/lookups/map-merge.ts'
import { personsOf } from '#aggregate/lookups/persons.ts'
import type { Row } from '#aggregate/model.ts'

describe('persons', () => {
  const joined = (member: string, knownAt: number | null, ...keys: readonly string[]): readonly Row[] =>
    keys.map((key) => ({ member, known_at: knownAt, person_key: key }))
  const personOf = (rows: readonly Row[], kind: string, id: string) =>
    rows.find((row) => row.kind === kind && row.id === id)?.person_id ?? `${kind}:${id}`

  test('chains of any length are one person, named by the oldest member', () => {
    const chain = Array.from({ length: 1000 }, (_, at) => {
      const phone = at % 2 === 1 ? at + 1 : at
      return joined(`contact:c${at}`, 1000 - at, `phone:p${phone}`, `email:e${Math.floor(at / 2)}`)
    })
    const rows = personsOf(chain.flat())
    expect(rows).toHaveLength(999)
    expect(new Set(rows.map((row) => row.person_id))).toEqual(new Set(['contact:c999']))
  })
  test('the same text as phone and as e-mail is not the same key', () => {
    const rows = personsOf([...joined('contact:a', 1, 'phone:x'), ...joined('contact:b', 2, 'email:x')])
    expect(rows).toEqual([])
  })
  test('leads without a contact meet by their client id; the older lead names the person', () => {
    const rows = personsOf([...joined('contact:a', 50, 'client:v'), ...joined('lead:l1', 10, 'client:v')])
    expect(personOf(rows, 'contact', 'a')).toBe('lead:l1')
    expect(personOf(rows, 'client', 'v')).toBe('lead:l1')
  })
  test('a client id of leads only is a person of its own', () => {
    expect(personsOf(joined('lead:l1', 10, 'client:v'))).toEqual([{ kind: 'client', id: 'v', person_id: 'lead:l1' }])
  })
  test('client ids of contacts alone are not listed', () => {
    const rows = personsOf([...joined('contact:a', 1, 'client:v'), ...joined('contact:b', 2, 'client:v')])
    expect(rows).toEqual([{ kind: 'contact', id: 'b', person_id: 'contact:a' }])
  })
  test('merged contacts are one, even when nobody knows since when the one that is left is known', () => {
    const rows = personsOf([...joined('contact:a', 5, 'merged:b'), ...joined('contact:b', null, 'merged:b')])
    expect(rows).toEqual([{ kind: 'contact', id: 'b', person_id: 'contact:a' }])
  })
  test('of the same age a contact comes before a lead, then the id decides', () => {
    const rows = personsOf(['lead:a', 'contact:z', 'contact:y'].flatMap((member) => joined(member, 7, 'client:v')))
    expect(new Set(rows.map((row) => row.person_id))).toEqual(new Set(['contact:y']))
  })
  test('an id may hold colons', () => {
    const rows = personsOf(['crm:main:1', 'crm:main:2'].flatMap((id, at) => joined(`contact:${id}`, at, 'phone:p')))
    expect(rows).toEqual([{ kind: 'contact', id: 'crm:main:2', person_id: 'contact:crm:main:1' }])
  })
  test('half a million joins take a few seconds at most', () => {
    const size = 250_000
    const joins = Array.from({ length: size }, (_, at) =>
      joined(`contact:c${at}`, at, `phone:p${at >> 1}`, `client:v${at >> 1}`),
    ).flat()
    const start = performance.now()
    const rows = personsOf(joins)
    expect(performance.now() - start).toBeLessThan(8_000)
    expect(personOf(rows.slice(0, 10), 'contact', 'c1')).toBe('contact:c0')
  })
})

describe('merges', () => {
  const merge = (id: string, into: string): Row => ({ entity: 'lead', id, merged_into: into })

  test('a chain ends at the one that is left', () => {
    const rows = survivorsOf([merge('a', 'b'), merge('b', 'c')])
    expect(rows.map((row) => row.survivor_id)).toEqual(['c', 'c'])
  })
  test('a circle does not hang, and a deal of the same id is another thing', () => {
    const rows = survivorsOf([merge('a', 'b'), merge('b', 'a'), { entity: 'deal', id: 'b', merged_into: 'x' }])
    expect(rows.map((row) => [row.entity, row.survivor_id])).toEqual([
      ['lead', 'a'],
      ['lead', 'b'],
      ['deal', 'x'],
    ])
  })
})
