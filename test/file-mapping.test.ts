import { describe, expect, it } from 'vitest'
import { compileMapping, hashedCell, parseConnection, personalColumns } from '#ingest/sources/file/index.ts'

const connection = parseConnection(
  `name: people
kind: file
files: x
personal: [Name, Phone]
dates: [dd.MM.yyyy, iso]
records:
  - record: contact
    columns: {contact_id: Id, created_at: Created, phone_key: {phone: Phone}, email_key: {email: Mail}}
`,
  'connections/people.yaml',
)
const key = new Uint8Array(32).fill(3)
const header = ['Id', 'Created', 'Name', 'Phone', 'Mail']
const cells = ['1', '01.06.2026', 'Иван', '8 999 123-45-67', 'Ivan@Example.com']

function resultOf(mapper: ReturnType<typeof compileMapping>, row: readonly string[]) {
  if (typeof mapper !== 'function') throw new Error(mapper.what.en)
  return mapper(row)
}

function rowsOf(mapper: ReturnType<typeof compileMapping>, row: readonly string[]) {
  const result = resultOf(mapper, row)
  if (result.kind !== 'good') throw new Error(JSON.stringify(result))
  return result.rows
}

describe('mapping', () => {
  it('reads from raw what it read from the file, without the personal cells', () => {
    const { drop, hash } = personalColumns(connection)
    expect(drop).toEqual(['Name'])
    const raw = header.map((column, at) => {
      const personal = hash.find((one) => one.column === column)
      if (drop.includes(column)) return ''
      return personal ? hashedCell(personal.kind, cells[at]!, 'RU', key) : cells[at]!
    })
    expect(raw.join()).not.toMatch(/Иван|999|Example/i)
    const direct = rowsOf(compileMapping(connection, header, key), cells)
    expect(rowsOf(compileMapping(connection, header, key, { raw: true }), raw)).toEqual(direct)
    expect(direct).toMatchObject([{ record: 'contact', row: { phone_key: expect.stringMatching(/^[0-9a-f]{32}$/) } }])
  })

  it('does not believe hashes in a file from outside', () => {
    const mapper = compileMapping(connection, header, key)
    const forged = hashedCell('phone', '8 999 123-45-67', 'RU', key)
    expect(rowsOf(mapper, ['1', '', '', forged, forged])).toMatchObject([{ row: { phone_key: null, email_key: null } }])
  })

  it('keeps rows alike: every column of the record but pulled_at, in order', () => {
    const [first] = rowsOf(compileMapping(connection, header, key), cells)
    expect(Object.keys(first!.row)).toEqual([
      ...['account', 'contact_id', 'created_at', 'updated_at', 'phone_key', 'email_key', 'client_id', 'company_id'],
      'merged_into',
    ])
  })

  it('cleans texts: spaces of all kinds, control characters, NFC', () => {
    const texts = parseConnection(
      'name: t\nkind: file\nfiles: x\nrecords: [{record: dictionary, columns: {kind: {const: user}, id: Id, name: Name}}]\n',
      't.yaml',
    )
    const mapper = compileMapping(texts, ['Id', 'Name'], key)
    const nameOf = (name: string) => rowsOf(mapper, ['1', name])[0]!.row.name
    expect(nameOf('\u00a0Иван\u2009Петров\t\u0007\ufeff ')).toBe('Иван Петров')
    expect(nameOf('и\u0306')).toBe('й')
    expect(nameOf(' \u200b ')).toBeNull()
    expect(nameOf('a\nb')).toBe('a b')
    expect(nameOf('__proto__')).toBe('__proto__')
  })

  it('takes the currency of the row, the connection or the sign, and refuses a quarrel', () => {
    const paid = parseConnection(
      'name: t\nkind: file\nfiles: x\ndecimal: point\nrecords: [{record: payment, columns: {payment_id: Id, paid_at: {const: 2026-06-01}, amount_micros: Sum, currency: Cur}}]\n',
      't.yaml',
    )
    const mapper = compileMapping(paid, ['Id', 'Sum', 'Cur'], key)
    expect(rowsOf(mapper, ['1', '5', 'руб.'])).toMatchObject([{ row: { currency: 'RUB', amount_micros: 5_000_000n } }])
    expect(rowsOf(mapper, ['1', '€5', ''])).toMatchObject([{ row: { currency: 'EUR' } }])
    expect(resultOf(mapper, ['1', '€5', 'USD'])).toMatchObject({ kind: 'bad', code: 'CONFLICT' })
    expect(resultOf(mapper, ['1', '5', 'золото'])).toMatchObject({ kind: 'bad', code: 'RANGE' })
    expect(resultOf(mapper, ['1', '5', ''])).toMatchObject({ kind: 'bad', code: 'REQUIRED', column: 'currency' })
  })

  it('never says in a message what stood in the cell', () => {
    const result = resultOf(compileMapping(connection, header, key), ['1', 'Иван 89991234567', '', '', ''])
    expect(result).toMatchObject({ kind: 'bad', code: 'DATE', column: 'Created' })
    expect(JSON.stringify(result)).not.toMatch(/Иван|8999/)
  })
})
