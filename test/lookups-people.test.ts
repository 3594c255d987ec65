import { describe, expect, test } from 'vitest'
import { survivorsOf } from '#aggregate/lookups/map-merge.ts'
import { personsOf } from '#aggregate/lookups/persons.ts'
import type { Row } from '#aggregate/model.ts'

describe('persons', () => {
  const contact = (id: string, created: number, keys: Row = {}): Row => ({
    contact_id: id,
    created_at: created,
    ...keys,
  })
  const link = (contactId: string | null, client: string | null, lead: string, at: number): Row => ({
    contact_id: contactId,
    client_id: client,
    first_lead_id: lead,
    first_at: at,
  })
  const personOf = (rows: readonly Row[], kind: string, id: string) =>
    rows.find((row) => row.kind === kind && row.id === id)?.person_id ?? `${kind}:${id}`

  test('chains of any length are one person, named by the oldest member', () => {
    const chain = Array.from({ length: 1000 }, (_, at) =>
      contact(`c${at}`, 1000 - at, { phone_key: `p${at}`, email_key: `e${Math.floor(at / 2)}`, merged_into: null }),
    ).map((row, at) => (at % 2 === 1 ? { ...row, phone_key: `p${at + 1}` } : row))
    const rows = personsOf(chain, [], [])
    expect(rows).toHaveLength(999)
    expect(new Set(rows.map((row) => row.person_id))).toEqual(new Set(['contact:c999']))
  })
  test('a key shared by too many joins nobody', () => {
    const rows = personsOf(
      [contact('a', 1, { phone_key: 'office' }), contact('b', 2, { phone_key: 'office' })],
      [],
      [{ kind: 'phone', key_value: 'office' }],
    )
    expect(rows).toEqual([])
  })
  test('the same text as phone and as e-mail is not the same key', () => {
    const rows = personsOf([contact('a', 1, { phone_key: 'x' }), contact('b', 2, { email_key: 'x' })], [], [])
    expect(personOf(rows, 'contact', 'b')).toBe('contact:b')
  })
  test('leads without a contact meet by their client id; the older lead names the person', () => {
    const rows = personsOf([contact('a', 50)], [link(null, 'v', 'l1', 10), link('a', 'v', 'l2', 60)], [])
    expect(personOf(rows, 'contact', 'a')).toBe('lead:l1')
    expect(personOf(rows, 'client', 'v')).toBe('lead:l1')
  })
  test('merged contacts are one', () => {
    const rows = personsOf([contact('a', 5, { merged_into: 'b' }), contact('b', 9)], [], [])
    expect(personOf(rows, 'contact', 'b')).toBe('contact:a')
    expect(personOf(rows, 'contact', 'a')).toBe('contact:a')
  })
  test('half a million contacts and links take a few seconds at most', () => {
    const size = 250_000
    const contacts = Array.from({ length: size }, (_, at) => contact(`c${at}`, at, { phone_key: `p${at >> 1}` }))
    const links = Array.from({ length: size }, (_, at) => link(`c${at}`, `v${at}`, `l${at}`, at))
    const start = performance.now()
    const rows = personsOf(contacts, links, [])
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
