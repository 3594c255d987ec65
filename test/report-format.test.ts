import { describe, expect, it } from 'vitest'
import { formatFor } from '#shared/i18n/format.ts'

const ru = formatFor('ru', 'RUB')
const en = formatFor('en', 'RUB')

/** NBSP made visible. */
const seen = (text: string) => text.replaceAll('\u00a0', '_')

describe('numbers and dates as they stand on a page', () => {
  it.each([
    ['number', seen(ru.number(12_345.6, 1)), en.number(12_345.6, 1), '12_345,6', '12,345.6'],
    ['percent', seen(ru.percent(0.125)), en.percent(0.125), '12,5_%', '12.5%'],
    ['money', seen(ru.money(1_234_567)), en.money(1_234_567), '1_234_567_₽', '₽1,234,567'],
    ['micros', seen(ru.micros(124_600_000_000n)), en.micros(124_600_000_000n), '124_600_₽', '₽124,600'],
    ['minus', seen(ru.number(-5)), en.number(-5), '−5', '−5'],
    ['points', seen(ru.points(0.012)), seen(en.points(-0.056)), '+1,2_п._п.', '−5.6_pp'],
    ['no points', seen(ru.points(-0.0001)), seen(en.points(0)), '0,0_п._п.', '0.0_pp'],
    ['month', seen(ru.month('2026-10')), seen(en.month('2026-10')), 'октябрь_2026', 'October_2026'],
    ['short month', seen(ru.monthShort('2026-09')), seen(en.monthShort('2026-09')), 'сент_26', 'Sep_26'],
    ['date', seen(ru.date('2026-11-02')), seen(en.date('2026-11-02')), '2_нояб._2026', 'Nov_2,_2026'],
  ])('%s', (_, russian, english, expectedRussian, expectedEnglish) => {
    expect([russian, english]).toEqual([expectedRussian, expectedEnglish])
  })

  it('counts in the right form', () => {
    const forms = { one: 'лид', few: 'лида', many: 'лидов', other: 'лида' }
    expect([1, 2, 5, 11, 21, 104].map((n) => seen(ru.count(n, forms)))).toEqual([
      '1_лид',
      '2_лида',
      '5_лидов',
      '11_лидов',
      '21_лид',
      '104_лида',
    ])
  })
})
