import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DecimalMark, readNumber } from '#shared/numbers/number.ts'

type Case = readonly [text: string, decimal: DecimalMark | undefined, amount: string | undefined, currency?: string]

const cases: readonly Case[] = [
  ['€ 2.900,00', 'comma', '2900', 'EUR'],
  ['€ 2.900,00', undefined, '2900', 'EUR'],
  ['€ 2.900,00', 'point', undefined],
  ['2.900,00', 'point', undefined],
  ['2.900', 'comma', '2900'],
  ['2.900', 'point', '2.9'],
  ['2.900', undefined, undefined],
  ['2,900', undefined, undefined],
  ['2,900.00', 'comma', undefined],
  ['2,900.00', 'point', '2900'],
  ['2,900.00', undefined, '2900'],
  ['1\u00a0234,50\u00a0₽', 'comma', '1234.5', 'RUB'],
  ['1\u202f234,50 руб.', 'comma', '1234.5', 'RUB'],
  ['1 234,50 р.', undefined, '1234.5', 'RUB'],
  ['R$ 100.000', 'comma', '100000', 'BRL'],
  ['R$ 100.000', 'point', undefined],
  ['R$ 100.000', undefined, undefined],
  ['27245,67', 'comma', '27245.67'],
  ['27245,67', undefined, '27245.67'],
  ['27245,67', 'point', undefined],
  ['(1,200.00)', 'point', '-1200'],
  ['($1,200.00)', 'point', '-1200', 'USD'],
  ['€ (1.200,00)', 'comma', '-1200', 'EUR'],
  ['-5', undefined, '-5'],
  ['−5,5', 'comma', '-5.5'],
  ['-$5.50', 'point', '-5.5', 'USD'],
  ['$-5.50', 'point', '-5.5', 'USD'],
  ['+7', undefined, '7'],
  ['4500', 'comma', '4500'],
  ['€ 3.500,00', 'comma', '3500', 'EUR'],
  ['3500.5', 'comma', undefined],
  ['1e3', undefined, undefined],
  ['5.8E+18', 'point', undefined],
  ['1e-05', 'point', '0.00001'],
  [`1${'0'.repeat(400)}`, 'point', undefined],
  ['9300000000000', 'point', undefined],
  ['9200000000000', 'point', '9200000000000'],
  ['1,00,000', 'point', undefined],
  ['1.23.456', 'comma', undefined],
  ['1 23', undefined, undefined],
  ["1'234.50", 'point', '1234.5'],
  ['1.234.567', undefined, '1234567'],
  ['1234.567', undefined, '1234.567'],
  ['0.123', undefined, '0.123'],
  ['0.30000000000000004', 'point', '0.3'],
  ['.5', 'point', '0.5'],
  ['5.', 'point', undefined],
  ['12 EUR', 'point', '12', 'EUR'],
  ['12 XYZ', 'point', undefined],
  ['€ 12 €', 'point', undefined],
  ['12%', 'point', undefined],
  ['', undefined, undefined],
  ['abc', undefined, undefined],
  ['--5', undefined, undefined],
  ['1,2,3', 'comma', undefined],
]

describe('amounts are read right or not at all', () => {
  for (const [text, decimal, amount, currency] of cases) {
    it(`${text} with decimal ${decimal} is ${amount}`, () => {
      const read = readNumber(text, { decimal })
      expect(read?.micros).toBe(amount === undefined ? undefined : microsOf(amount))
      if (amount !== undefined) expect(read?.currency).toBe(currency)
    })
  }

  it('reads every amount back however it is grouped', () => {
    const amount = fc.tuple(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 0, max: 99 }), fc.boolean())
    const styles: [string, string][] = [
      [',', '.'],
      ['.', ','],
      [' ', ','],
      ['\u00a0', ','],
      ["'", '.'],
      ['', '.'],
      ['', ','],
    ]
    const style = fc.constantFrom(...styles)
    fc.assert(
      fc.property(amount, style, ([whole, cents, negative], [group, mark]) => {
        const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, group)
        const text = `${negative ? '-' : ''}${grouped}${mark}${String(cents).padStart(2, '0')}`
        const micros = BigInt(whole) * 1_000_000n + BigInt(cents) * 10_000n
        const expected = negative ? -micros : micros
        const decimal = mark === ',' ? 'comma' : 'point'
        expect(readNumber(text, { decimal })?.micros).toBe(expected)
        expect(readNumber(text)?.micros).toBe(expected)
        const wrong = readNumber(text, { decimal: mark === ',' ? 'point' : 'comma' })
        expect(wrong === undefined || wrong.micros === expected).toBe(true)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."0159.,- ()€$eE₽'+%x\u00a0") }),
        (text) => void readNumber(text),
      ),
    )
  })
})

function microsOf(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.')
  const micros = BigInt(whole + fraction.padEnd(6, '0'))
  return amount.startsWith('-') ? -micros : micros
}
