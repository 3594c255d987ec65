import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { type CsvColumn, tableCsv } from '#report/csv.ts'
import { csvTables } from '#report/csv-tables.ts'
import type { Kpi } from '#report/month-data.ts'
import { say } from '#shared/i18n/text.ts'
import { buildKpi, buildMonth } from '#test/builders/marts.ts'

interface Line {
  readonly name: string
  readonly sum: bigint | null
  readonly change: number
}

const columns: CsvColumn<Line>[] = [
  { label: say('Имя', 'Name'), value: (row) => row.name },
  { label: say('Сумма', 'Sum'), value: (row) => row.sum },
  { label: say('Изменение', 'Change'), value: (row) => row.change, digits: 1 },
]

// `fatal` and `ignoreBOM`: the test wants the bytes as they are.
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)

describe('CSV', () => {
  const line = { name: 'Дом; "дача"', sum: -1_234_567_890n, change: -5 }

  it('is Russian: BOM, semicolons, decimal comma, CRLF', () => {
    expect(textOf(tableCsv(columns, [line], 'ru'))).toBe(
      '\ufeffИмя;Сумма;Изменение\r\n"Дом; ""дача""";-1234,57;-5,0\r\n',
    )
  })

  it('is plain in English', () => {
    expect(textOf(tableCsv(columns, [line], 'en'))).toBe('Name,Sum,Change\n"Дом; ""дача""",-1234.57,-5.0\n')
  })

  it('rounds money exactly and leaves the absent empty', () => {
    const sums = [null, 0n, 5_000n, -4_999n, 9_007_199_254_740_993_000_000n]
    const text = textOf(
      tableCsv(
        [columns[1]!],
        sums.map((sum) => ({ ...line, sum })),
        'en',
      ),
    )
    expect(text).toBe('Sum\n\n0.00\n0.01\n0.00\n9007199254740993.00\n')
  })

  it.each(['=1+1', '+7 999', '-2', '@cmd', '  =1', '\t=1', '\u00a0=1', '\r=1', '\0=1', '＝1', '＠x', '\ttext'])(
    'guards the text %j and nothing else',
    (name) => {
      const bytes = tableCsv(columns, [{ name, sum: -5_000_000n, change: -5 }], 'en')
      const [cells] = parse(textOf(bytes), { from_line: 2, relax_quotes: false, record_delimiter: '\n' }) as string[][]
      expect(cells?.[0]?.startsWith("'")).toBe(true)
      expect(cells?.slice(1)).toEqual(['-5.00', '-5.0'])
    },
  )

  it('leaves ordinary text alone', () => {
    expect(textOf(tableCsv(columns, [{ ...line, name: 'a-b=c' }], 'en'))).toContain('\na-b=c,')
  })

  it.each(csvTables.map((table) => [table.id, table] as const))(
    'the table %s has equal columns in every row',
    (_, table) => {
      for (const [language, delimiter] of [
        ['ru', ';'],
        ['en', ','],
      ] as const) {
        const rows = parse(textOf(table.make(buildMonth(), language)), { delimiter, bom: true }) as string[][]
        expect(rows.length).toBeGreaterThan(1)
        expect(new Set(rows.map((row) => row.length)).size).toBe(1)
      }
    },
  )

  const kpiTable = (kpi: Kpi) => {
    const table = csvTables.find(({ id }) => id === 'kpi')!
    return (
      parse(textOf(table.make(buildMonth({ kpis: [kpi] }), 'en')), { columns: true }) as Record<string, string>[]
    )[0]
  }

  it('writes what stands behind money in units of the currency, and no digits that a float made up', () => {
    const cpl = { kpi: 'cpl', unit: 'money', numerator: 124_600_500_000, denominator: 135, value: 922.966 } as const
    expect(kpiTable(buildKpi({ ...cpl, deviation: 1.05 - 1 }))).toMatchObject({
      Numerator: '124600.5',
      Denominator: '135',
      Deviation: '0.05',
    })
    const romi = { kpi: 'romi', unit: 'share', numerator: 675_500_000_000, denominator: 191_800_000_000 } as const
    expect(kpiTable(buildKpi(romi))).toMatchObject({ Numerator: '675500', Denominator: '191800' })
  })

  it('says what each check means', () => {
    const table = csvTables.find(({ id }) => id === 'checks')!
    const check = { name: 'chk_x', severity: 'warn', rows: 1, about: say('Копии строк', 'Copies of rows') } as const
    const leak = { check: 'spend_without_leads', severity: 'warn', rows: 2, micros: 5_000_000n }
    const text = textOf(table.make(buildMonth({ checks: [check], leaks: [leak] }), 'ru'))
    expect(text).toContain('chk_x;Копии строк;предупреждение;1;')
    expect(text).toContain('spend_without_leads;расход без заявок;предупреждение;2;5,00')
  })

  it('ties: the spend of the sources table is the spend of the page', () => {
    const sources = csvTables.find((table) => table.id === 'sources')!
    const rows = parse(textOf(sources.make(buildMonth(), 'en')), { columns: true }) as Record<string, string>[]
    const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0)
    expect([sum('Spend'), sum('Requests'), sum('Valid'), sum('SQL')]).toEqual([124_600, 163, 135, 60])
  })
})
