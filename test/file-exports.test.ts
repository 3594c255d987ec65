import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CellValue, writeXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { compileMapping, draftConnection, guessFile, parseConnection, previewRows } from '#ingest/sources/file/index.ts'

/** Files in the shapes that ad cabinets, CRMs and people export; nobody has corrected the draft. */
async function connected(name: string, content: string | Uint8Array, language: 'ru' | 'en' = 'ru') {
  const path = join(await mkdtemp(join(tmpdir(), 'concord-exports-')), name)
  await writeFile(path, content)
  const guess = await guessFile(path)
  const yaml = draftConnection(guess, { name: 'crm', language })
  const connection = parseConnection(yaml, 'connections/crm.yaml')
  const { rows, bad, filtered } = await previewRows(connection, path, 10_000)
  const of = (record: string) => rows.filter((row) => row.record === record).map(({ row }) => row)
  return { yaml, connection, of, bad, filtered }
}

const table = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('')
const book = (...sheets: [name: string, rows: CellValue[][]][]) =>
  writeXlsx({ sheets: sheets.map(([name, rows]) => ({ name, rows })) })
const costs = (rows: readonly Readonly<Record<string, unknown>>[]) => rows.map((row) => row.cost_micros)
const times = (rows: readonly Readonly<Record<string, unknown>>[], column: string) =>
  rows.map((row) => new Date(Number(row[column])).toISOString())

describe('rows of totals', () => {
  it('at the end, above the rows and between them are left out, not counted twice', async () => {
    const { yaml, of, bad, filtered } = await connected(
      'spend.csv',
      table(
        'Дата;Площадка;Расход (руб.)',
        'Всего;;42,50',
        '01.10.2026;Директ;10,50',
        '02.10.2026;Директ;12,00',
        'Итого по Директу;;22,50',
        '02.10.2026;VK;20,00',
        'ИТОГО:;;42,50',
      ),
    )
    expect(yaml).toContain("where: [{column: Дата, not_in: [Всего, Итого по Директу, 'ИТОГО:']}]  # строки итогов")
    expect(costs(of('spend'))).toEqual([10_500_000n, 12_000_000n, 20_000_000n])
    expect([bad.length, filtered]).toEqual([0, 3])
  })

  it('of each day bear a day and look like a campaign; a campaign called Total War is one', async () => {
    const { of, filtered } = await connected(
      'spend.csv',
      table(
        'Date,Campaign,Cost',
        '2026-10-13,A,10.5',
        '2026-10-13,Total War,20.5',
        '2026-10-13,Total,31',
        '2026-10-14,A,1.5',
        '2026-10-14,Total,1.5',
      ),
      'en',
    )
    expect(of('spend').map(({ campaign_name }) => campaign_name)).toEqual(['A', 'Total War', 'A'])
    expect(filtered).toBe(2)
  })

  it('at the end of a long file are found too', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `${10 + (i % 19)}.10.2026;К${i % 7};${i},50`)
    const { connection, of } = await connected(
      'spend.csv',
      table('Дата;Кампания;Расход', ...rows, 'Итого;;12500000,00'),
    )
    expect(connection.where).toEqual([{ column: 'Дата', not_in: ['Итого'] }])
    expect(of('spend')).toHaveLength(5000)
  })

  it('of each day, under another name every day, are told by their first word', async () => {
    const days = ['13', '14', '15', '16'].flatMap((day) => [
      `${day}.10.2026;VK;10,50`,
      `Итого за ${day}.10.2026;;10,50`,
    ])
    const { connection, of, filtered } = await connected(
      'spend.csv',
      table('Дата;Канал;Расход', ...days, 'ИТОГО;;42,00'),
    )
    expect(connection.where).toEqual([{ column: 'Дата', matches: '^(?!(Итого|ИТОГО)(?!\\p{L}))' }])
    expect([of('spend').length, filtered]).toEqual([4, 5])
  })

  it('of Google Ads stand in any column, below a title and a range of days', async () => {
    const { of, bad, filtered } = await connected(
      'Campaign report.csv',
      table(
        'Campaign report',
        '"October 1, 2026 - October 31, 2026"',
        'Day,Campaign status,Campaign,Campaign ID,Currency code,Cost,Impr.,Clicks',
        '2026-10-01,Enabled,Brand,123,USD,"1,240.50","12,340",512',
        ' --,Total: Account, --, --,USD,"1,240.50","12,340",512',
      ),
    )
    expect(of('spend')).toMatchObject([{ date: '2026-10-01', cost_micros: 1_240_500_000n, impressions: 12_340 }])
    expect([bad.length, filtered]).toEqual([0, 1])
  })
})

describe('money', () => {
  it('in thousands, said in the header or above the table, is not taken as it stands', async () => {
    const inHeader = await connected('a.csv', table('Дата;Канал;Расход, тыс. руб.', '13.10.2026;VK;1,5'))
    const above = await connected(
      'b.csv',
      table('Единица измерения: тыс. руб.;;', 'Дата;Канал;Расход', '13.10.2026;VK;1,5'),
    )
    for (const { yaml, of } of [inHeader, above]) {
      expect(yaml).toContain("cost_micros: '?'")
      expect(yaml).toContain('Суммы в тысячах, миллионах или миллионных долях не берутся')
      expect(of('spend')).toEqual([])
    }
  })

  it('bears the currency and VAT of its own column', async () => {
    const { of, yaml } = await connected(
      'meta.csv',
      table('Day,Campaign name,"Amount spent (EUR), excl. VAT",Cost (USD)', '2026-10-13,A,10.5,12.5'),
    )
    expect(of('spend')).toMatchObject([{ cost_micros: 10_500_000n, currency: 'EUR', vat_included: false }])
    expect(yaml).toContain('currency: EUR\n')
  })

  it('whose spelling may be read in two ways is refused until somebody says which', async () => {
    const { yaml, of, bad } = await connected('spend.csv', table('Date,Campaign,Cost', '2026-10-13,A,"1,234"'), 'en')
    expect(yaml).toMatch(/^# decimal: point {2}# \? check/m)
    expect(of('spend')).toEqual([])
    expect(bad).toMatchObject([{ code: 'NUMBER' }])
  })

  it('is read as the whole numbers beside it show: there is no thousandth of a click', async () => {
    const { of } = await connected(
      'spend.csv',
      table('Date,Campaign,Cost,Clicks', '2026-10-13,A,"1,234","1,000"', '2026-10-14,A,"2,345",7'),
    )
    expect(of('spend')).toMatchObject([
      { cost_micros: 1_234_000_000n, clicks: 1000 },
      { cost_micros: 2_345_000_000n, clicks: 7 },
    ])
  })

  it('of payments is only what was paid; other words of the column are shown', async () => {
    const { of, yaml } = await connected(
      'payments.csv',
      table(
        'id,Created date (UTC),Amount,Currency,Status,Customer Email',
        'ch_1,2026-10-05 10:11:12,125.00,usd,Paid,a@example.com',
        'ch_2,2026-10-06 10:11:12,90.50,usd,Failed,b@example.com',
      ),
    )
    expect(of('payment')).toMatchObject([{ amount_micros: 125_000_000n, currency: 'USD' }])
    expect(times(of('payment'), 'paid_at')).toEqual(['2026-10-05T10:11:12.000Z'])
    expect(yaml).toContain('in: [Paid]}]  # ? проверьте: какие слова значат, что деньги пришли? Есть ещё: Failed')
    expect(yaml).toContain('personal: [Customer Email]')
  })

  it('of a register stands between a title and notes, with few rows', async () => {
    const { of, bad } = await connected(
      'reestr.csv',
      table(
        'РЕЕСТР ПЛАТЕЖЕЙ ПО ДОГОВОРУ 1',
        'Дата платежей: 2026-10-15',
        'Идентификатор платежа;Сумма платежа;Валюта платежа;Время платежа;Имя плательщика',
        'aa-1;12500.00;RUB;15.10.2026 12:37:07;Иван',
        '',
        'Сумма принятых платежей: 12500.00 RUB',
        'Число платежей: 1',
      ),
    )
    expect(of('payment')).toMatchObject([{ amount_micros: 12_500_000_000n }])
    expect(bad.map(({ line }) => line)).toEqual([6, 7])
  })
})

describe('days and times', () => {
  it('whose order one column shows are read so in all', async () => {
    const { of } = await connected(
      'opps.csv',
      table(
        'Opportunity ID,Stage,Amount,Close Date,Created Date',
        '1,Won,10.50,10/20/2026,10/1/2026',
        '2,Won,11.50,10/21/2026,10/3/2026',
      ),
    )
    expect(times(of('deal'), 'created_at')).toEqual(['2026-09-30T21:00:00.000Z', '2026-10-02T21:00:00.000Z'])
  })

  it('whose order nothing shows are refused until somebody says which; with dots the day is first', async () => {
    const slashed = await connected('a.csv', table('ID,Created Date,Status', '1,03/04/2026,New'), 'en')
    expect(slashed.yaml).toMatch(/^# dates: dd\/MM\/yyyy {2}# \? check/m)
    expect([slashed.of('lead').length, slashed.bad.length]).toEqual([0, 1])
    const dotted = await connected('b.csv', table('ID;Дата создания;Статус', '1;03.04.2026;Новый'))
    expect(dotted.yaml).toContain('dates: dd.MM.yyyy\n')
  })

  it('in two columns make one moment', async () => {
    const { of } = await connected(
      'calls.csv',
      table(
        'ID звонка;Дата;Время;Номер абонента;Виртуальный номер;Источник',
        '1;05.10.2026;14:33:01;79161234567;74951112233;yandex',
        '2;15.10.2026;9:05:00;79261112233;74951112233;google',
      ),
    )
    expect(times(of('lead'), 'created_at')).toEqual(['2026-10-05T11:33:01.000Z', '2026-10-15T06:05:00.000Z'])
    expect(new Set(of('contact').map(({ phone_key }) => phone_key)).size).toBe(2)
  })

  it('in two columns of a workbook too', async () => {
    const rows = [
      ['ID', 'Дата создания', 'Время', 'Статус'],
      [1, new Date(Date.UTC(2026, 9, 1)), new Date(Date.UTC(1899, 11, 30, 14, 30)), 'Новый'],
    ]
    const { of } = await connected('leads.xlsx', await book(['Лист1', rows]))
    expect(times(of('lead'), 'created_at')).toEqual(['2026-10-01T11:30:00.000Z'])
  })

  it('of a period are no day', async () => {
    const { yaml, of } = await connected(
      'meta.csv',
      table(
        'Reporting starts,Reporting ends,Campaign name,Amount spent (RUB)',
        '2026-10-01,2026-10-31,A,150.25',
        '2026-10-01,2026-10-31,B,70.75',
      ),
    )
    expect(yaml).toContain("date: '?'")
    expect(yaml).toContain('Выгрузите отчёт по дням: Reporting starts')
    expect(of('spend')).toEqual([])
  })
})

describe('exports of CRMs', () => {
  it('amoCRM: an open deal has no day of closing; every phone counts; no click, no kind of click', async () => {
    const { of, bad, connection } = await connected(
      'amo.csv',
      table(
        '"ID","Бюджет","Дата создания сделки","Дата закрытия","Этап сделки","Полное имя контакта","Примечание","Рабочий телефон","Мобильный телефон","yclid"',
        '"1","90000","05.10.2026 14:33:01","не закрыта","Переговоры","Пётр","жена: 8 926 111-22-33","","79161234567",""',
        '"2","1000","16.10.2026 14:33:01","20.10.2026 18:20:00","Успешно реализовано","Мария","","79261112233","","77"',
      ),
    )
    expect(bad).toEqual([])
    expect(of('deal').map(({ closed_at }) => closed_at === null)).toEqual([true, false])
    expect(of('contact').every(({ phone_key }) => phone_key)).toBe(true)
    expect(of('lead').map(({ click_kind }) => click_kind)).toEqual([null, 'yclid'])
    expect(connection.personal).toEqual(['Полное имя контакта', 'Примечание'])
  })

  it('Bitrix24 writes the currency in words', async () => {
    const { of } = await connected(
      'deals.csv',
      table('ID;Стадия сделки;Сумма;Валюта;Дата создания', '1;В работе;10.5;Российский рубль;13.10.2026 10:00:00'),
    )
    expect(of('deal')).toMatchObject([{ amount_micros: 10_500_000n, currency: 'RUB' }])
  })

  it('analytics: sums of visits, with the total above them', async () => {
    const { of, filtered } = await connected(
      'metrika.csv',
      table(
        '"Источник трафика","Дата визита","Визиты","Посетители"',
        '"Итого и средние","","350","301"',
        '"Реклама","2026-10-01","200","180"',
        '"Прямые заходы","2026-10-01","150","121"',
      ),
    )
    expect(of('traffic')).toMatchObject([
      { channel_hint: 'Реклама', sessions: 200 },
      { channel_hint: 'Прямые заходы', sessions: 150 },
    ])
    expect(filtered).toBe(1)
  })
})

describe('more of the kind', () => {
  it('GetCourse: nothing paid is no payment; the currency stands in the header', async () => {
    const { of, connection } = await connected(
      'getcourse.csv',
      table(
        'ID заказа;Номер;ID пользователя;Пользователь;Дата создания;Дата оплаты;Статус;Стоимость, RUB;Оплачено',
        '90001;501;7001;Иван;13.10.2026 10:11;13.10.2026 10:20;Завершен;9900,00;9900,00 RUB',
        '90002;502;7002;Ольга;14.10.2026 10:11;;Новый;9900,00;0,00 RUB',
      ),
    )
    expect(of('payment')).toMatchObject([{ amount_micros: 9_900_000_000n, currency: 'RUB' }])
    expect(of('deal').map(({ amount_micros }) => amount_micros)).toEqual([9_900_000_000n, 9_900_000_000n])
    expect(of('lead').map(({ contact_id }) => contact_id)).toEqual(['crm:main:7001', 'crm:main:7002'])
    expect(connection.personal).toEqual(['Пользователь'])
  })

  it('millionths of what is made for programs are not taken for money', async () => {
    const { of, yaml } = await connected(
      'api.tsv',
      'Date\tCampaignId\tClicks\tCost\n2026-10-13\t1\t37\t1834560000\n2026-10-14\t1\t28\t1402100000\n',
    )
    expect(yaml).toContain("cost_micros: '?'")
    expect(of('spend')).toEqual([])
  })

  it('names of columns on two lines are told, and no row is read by half of them', async () => {
    const { yaml, of, bad } = await connected(
      'plan.xlsx',
      await book([
        'Лист1',
        [
          ['Дата', 'Яндекс', null, 'VK'],
          [null, 'Расход', 'Клики', 'Расход', 'Клики'],
          [new Date(Date.UTC(2026, 9, 1)), 10.5, 3, 20.5, 4],
        ],
      ]),
    )
    expect(yaml).toContain('проверьте: названия колонок стоят в двух строках')
    expect([of('lead').length, of('spend').length, bad.length]).toEqual([0, 0, 2])
  })

  it('a phone without + belongs to a country that an English reader has to say', async () => {
    const lines = table('ID,Created Date,Phone', '1,2026-10-13,(212) 555-0101')
    const { of, yaml } = await connected('leads.csv', lines, 'en')
    expect(yaml).toContain('region: US  # ? check: the country of phones')
    expect(of('contact')[0]?.phone_key).toBeTruthy()
    const russian = await connected('leads.csv', table('ID,Created Date,Phone', '1,2026-10-13,8 916 1234567'), 'en')
    expect(russian.yaml).not.toContain('region')
  })

  it.each([
    ['13.10.2026, 9:15:22', '2026-10-13T06:15:22.000Z'],
    ['10/13/2026 9:15 PM', '2026-10-13T18:15:00.000Z'],
    ['13-Oct-26', '2026-10-12T21:00:00.000Z'],
    ['13 октября 2026 г.', '2026-10-12T21:00:00.000Z'],
  ])('%s is understood', async (written, instant) => {
    const { of } = await connected('leads.csv', table('ID;Дата создания;Статус', `1;${written};Новый`))
    expect(times(of('lead'), 'created_at')).toEqual([instant])
  })

  it('a file whose columns are all elsewhere is told so, and none of its cells is shown', async () => {
    const { connection } = await connected('leads.csv', table('ID;Дата создания;Статус', '1;13.10.2026;Новый'))
    const mapper = compileMapping(connection, ['7', 'Иван', '+7 916 123-45-67'], new Uint8Array(32))
    expect(JSON.stringify(mapper)).toContain('format.header_row')
    expect(JSON.stringify(mapper)).not.toMatch(/Иван|916/)
  })
})

describe('workbooks', () => {
  const rows = [
    ['Дата', 'Кампания', 'Расход'],
    [new Date(Date.UTC(2026, 9, 13)), 'А', 100.5],
  ]

  it('the sheet that says most is read, and the others are named', async () => {
    const { connection, of, yaml } = await connected(
      'book.xlsx',
      await book(
        [
          'Сводка',
          [
            ['Показатель', 'Значение'],
            ['Всё', 1],
          ],
        ],
        ['Октябрь', rows],
        ['Ноябрь', rows],
      ),
    )
    expect(connection.format.sheet).toBe('Октябрь')
    expect(costs(of('spend'))).toEqual([100_500_000n])
    expect(yaml).toContain('каждому другому нужно своё подключение. Есть ещё: Ноябрь')
  })

  it('a hidden sheet is passed over, also where it says more; names may hold anything', async () => {
    const few = [
      ['Дата', 'Расход'],
      [new Date(Date.UTC(2026, 9, 13)), 7],
    ]
    const bytes = await writeXlsx({
      sheets: [
        { name: 'Скрыто', rows, hidden: true },
        { name: 'A & "Б"', rows: few },
      ],
    })
    const { connection, of } = await connected('book.xlsx', bytes)
    expect(connection.format.sheet).toBe('A & "Б"')
    expect(costs(of('spend'))).toEqual([7_000_000n])
  })

  it('the first sheet is read by its place: its name is another one in every export', async () => {
    const { connection } = await connected('book.xlsx', await book(['01.10-31.10', rows]))
    expect(connection.format.sheet).toBeUndefined()
  })
})

describe('files of other kinds are refused with what to do', () => {
  it.each([
    ['old.xls', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), /сохраните как \.xlsx/],
    ['page.xls', '<html><table><tr><td>Дата</td></tr></table></html>', /сохраните как \.xlsx/],
    ['spend.csv.gz', Buffer.from('1f8b0800', 'hex'), /Распакуйте/],
    ['export.zip', Buffer.from('PK\u0003\u0004 spend.csv', 'latin1'), /Распакуйте/],
    ['leads.json', '[\n {"id": 1}]', /jq/],
    ['bank.txt', '1CClientBankExchange\r\nНомер=1', /\.csv/],
    ['report.pdf', '%PDF-1.7', /\.csv/],
    ['dos.csv', Buffer.from('84a0e2a03b90a0e1e5aea40a31332e31302e323032363b310a', 'hex'), /CSV UTF-8/],
    ['western.csv', Buffer.from('Day,Campaign,Cost\n2026-10-13,M\u00fcller,1\n', 'latin1'), /CSV UTF-8/],
    ['none.csv', table('13.10.2026;+7 916 123-45-67;100,50'), /первой строкой/],
    ['empty.csv', '', /выгрузите заново/],
  ])('%s', async (name, content, hint) => {
    const failure: unknown = await connected(name, content).catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: 'FixConfig', problems: [{ hint: { ru: expect.stringMatching(hint) } }] })
    expect(JSON.stringify(failure)).not.toContain('916')
  })
})
