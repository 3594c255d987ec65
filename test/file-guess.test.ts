import { existsSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { draftConnection, guessFile, parseConnection, previewRows } from '#ingest/sources/file/index.ts'

const fixtures = join(import.meta.dirname, 'fixtures/files')
const shared = process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared')
const school = join(shared, 'data/online-school')

const written = async (name: string, content: string | Uint8Array) => {
  const path = join(await mkdtemp(join(tmpdir(), 'concord-guess-')), name)
  await writeFile(path, content)
  return path
}

/** Guesses, drafts, and reads the draft back. */
async function tryOut(path: string, language: 'ru' | 'en' = 'ru', count = 20) {
  const guess = await guessFile(path)
  const yaml = draftConnection(guess, { name: 'crm', language })
  const connection = parseConnection(yaml, 'connections/crm.yaml')
  return { guess, yaml, connection, preview: await previewRows(connection, path, count) }
}

describe('guessing', () => {
  it('a Russian CRM export: cp1251, semicolons, titles above the header, decimal comma, phone', async () => {
    const { guess, connection, preview } = await tryOut(join(fixtures, 'crm-export-ru/input.csv'))
    expect(guess.format).toEqual({ type: 'csv', delimiter: ';', encoding: 'cp1251', header_row: 3 })
    expect(connection).toMatchObject({ decimal: 'comma', currency: 'RUB', dates: ['dd.MM.yyyy HH:mm'] })
    expect(connection.records.map(({ record }) => record)).toEqual(['lead', 'deal', 'payment', 'contact'])
    expect(connection.records[2]?.where).toEqual([
      { column: 'Этап', in: ['Оплачен'] },
      { column: 'Оплачено', matches: '[1-9]' },
    ])
    expect(preview.rows.find(({ record }) => record === 'payment')?.row.amount_micros).toBe(625_000_250_000n)
  })

  it('an ad cabinet: UTF-16, tabs', async () => {
    const { guess, connection } = await tryOut(join(fixtures, 'tabs-utf16/input.tsv'))
    expect(guess.format).toMatchObject({ type: 'tsv', encoding: 'utf-16le', delimiter: '\t' })
    expect(connection.records[0]).toMatchObject({
      record: 'spend',
      columns: {
        date: 'Дата',
        campaign_name: 'Кампания',
        impressions: 'Показы',
        clicks: 'Клики',
        cost_micros: 'Расход, руб',
      },
    })
  })

  it('asks where nothing in the file tells', async () => {
    const path = await written('spend.csv', 'Date,Campaign,Spend\n03/04/2026,a,1.234\n05/06/2026,b,2.345\n')
    const { yaml } = await tryOut(path, 'en')
    expect(yaml).toMatch(/dates: dd\/MM\/yyyy {2}# \? check: day or month first/)
    expect(yaml).toMatch(/decimal: point {2}# \? check: is 1\.234/)
    expect(yaml).toMatch(/currency: USD {2}# \? check/)
  })

  it('knows American dates as soon as one day is over 12', async () => {
    const path = await written('spend.csv', 'Date,Campaign,Spend\n03/04/2026,a,$1.50\n05/26/2026,b,2\n')
    const { yaml } = await tryOut(path, 'en')
    expect(yaml).toContain('dates: MM/dd/yyyy\n')
    expect(yaml).toContain('currency: USD\n')
  })

  it('never stores what looks like people', async () => {
    const path = await written(
      'leads.csv',
      'ID,Создана,ФИО,E-mail\n1,2026-06-01,Иван,a@example.com\n2,2026-06-02,Пётр,\n',
    )
    const { connection, preview } = await tryOut(path)
    expect(connection.personal).toEqual(['ФИО'])
    expect(JSON.stringify(preview.rows)).not.toMatch(/Иван|example/)
  })

  it('a file that says nothing still gives a draft to fill in', async () => {
    const { yaml, preview } = await tryOut(await written('x.csv', 'foo,bar\n1,2\n'))
    expect(yaml).toContain("lead_id: '?'  # ? впишите колонку файла")
    expect(preview.bad).toMatchObject([{ code: 'MISSING_COLUMN' }])
  })

  it('exchange rates: the Central Bank’s file as it comes, a table by hand, and no currency at all', async () => {
    const bank = await tryOut(
      await written('usd.csv', 'nominal;data;curs;cdx\n1;01.10.2026;81,2;Доллар США\n100;02.10.2026;15,25;Тенге\n'),
    )
    expect(bank.preview.rows.map(({ record, row }) => [record, row.date, row.currency, row.rate, row.nominal])).toEqual(
      [
        ['rate', '2026-10-01', 'USD', 81.2, 1],
        ['rate', '2026-10-02', 'KZT', 15.25, 100],
      ],
    )
    const byHand = await tryOut(await written('r.csv', 'Дата;Валюта;Курс\n01.10.2026;USD;81,2\n'))
    expect(byHand.preview.rows.map(({ row }) => row.rate)).toEqual([81.2])
    const school = await tryOut(await written('leads.csv', 'ID;Создана;Курс\n1;01.10.2026;Сварщик\n'))
    expect(school.connection.records.map(({ record }) => record)).not.toContain('rate')
    const wide = await tryOut(await written('r.csv', 'Дата;USD;EUR\n01.10.2026;81,2;95,1\n02.10.2026;81,5;\n'))
    expect(wide.preview.rows.map(({ row }) => [row.date, row.currency, row.rate])).toEqual([
      ['2026-10-01', 'USD', 81.2],
      ['2026-10-01', 'EUR', 95.1],
      ['2026-10-02', 'USD', 81.5],
    ])
    const silent = await tryOut(await written('r.csv', 'date,rate\n2026-10-01,81.25\n'))
    expect(silent.yaml).toContain("currency: {const: '?'}")
    expect(silent.preview.bad).toMatchObject([{ code: 'MISSING_COLUMN' }])
  })

  it('telephony of sales: calls out and in, whose by the phone; an unknown word is asked for', async () => {
    const file = [
      'Дата и время;Тип;Телефон клиента;Ответственный;Длительность;Статус',
      '01.10.2026 10:00:11;Исходящий;+7 999 111-22-33;Иванов;75;Успешный',
      '01.10.2026 11:00:12;Входящий;+7 999 111-22-44;Петров;0;Пропущенный',
    ]
    const { preview, yaml } = await tryOut(await written('calls.csv', file.join('\n')))
    const rows: readonly Record<string, unknown>[] = preview.rows.map(({ record, row }) => ({ record, ...row }))
    expect(rows.filter(({ record }) => record === 'activity')).toMatchObject([
      { kind: 'call', direction: 'out', duration_s: 75, is_answered: true, made_by: 'Иванов' },
      { kind: 'call', direction: 'in', duration_s: 0, is_answered: false, made_by: 'Петров' },
    ])
    const people = rows.filter(({ record }) => record === 'contact')
    expect(people.map(({ contact_id }) => contact_id)).toEqual(
      rows.filter(({ record }) => record === 'activity').map(({ contact_id }) => contact_id),
    )
    expect(String(people[0]?.contact_id)).toContain(String(people[0]?.phone_key))
    expect(JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? `${value}` : value))).not.toContain('999')
    expect(yaml).not.toContain('source:')
    const odd = await tryOut(
      await written('calls.csv', `${file.join('\n')}\n01.10.2026 12:00:00;Исходящий;;А;1;Загадка\n`),
    )
    expect(odd.yaml).toContain("Загадка: '?'")
    expect(odd.preview.bad).toMatchObject([{ code: 'MISSING_COLUMN' }])
    // Calls that come in from advertising are requests.
    const requests = await tryOut(
      await written('c.csv', 'ID звонка;Дата;Направление;Источник\n1;01.10.2026 10:00;Входящий;Яндекс\n'),
    )
    expect(requests.connection.records.map(({ record }) => record)).toEqual(['lead'])
  })

  it('a history of stages, a list of verdicts, what the departments cost', async () => {
    const only = async (text: string) => {
      const { preview } = await tryOut(await written('x.csv', text))
      return preview.rows.map(({ record, row }) => ({ record, ...row }))
    }
    expect(
      await only('ID сделки;Дата изменения;Этап до;Этап после;Кто\n1;01.10.2026 10:00;Новая;Контакт;А\n'),
    ).toMatchObject([
      { record: 'stage_change', entity: 'deal', from_stage: 'Новая', to_stage: 'Контакт', changed_by: 'А' },
    ])
    expect(
      await only('ID лида;Вердикт;Причина;Дата\n1;Целевой;;01.10.2026\n2;Мимо;Студент;02.10.2026\n'),
    ).toMatchObject([
      { record: 'verdict', act: 'verdict', verdict: 'Целевой', reason: null },
      { record: 'verdict', act: 'verdict', verdict: 'Мимо', reason: 'Студент' },
    ])
    const { yaml } = await tryOut(await written('v.csv', 'ID лида;Вердикт;Дата\n1;Целевой;01.10.2026\n'))
    expect(yaml).toContain('# source: crm  # ? проверьте')
    const inCrm = await only('ID;Создана;Источник;Вердикт\n1;01.10.2026;Яндекс;Целевой\n2;02.10.2026;Яндекс;\n')
    expect(inCrm.map(({ record }) => record)).toEqual(['lead', 'verdict', 'lead'])
    expect(await only('Месяц;Отдел;Статья;Сумма, ₽\n01.10.2026;Маркетинг;Зарплата;250000\n')).toMatchObject([
      { record: 'cost', date: '2026-10-01', team: 'marketing', kind: 'Зарплата', amount_micros: 250_000_000_000n },
    ])
  })

  it('a workbook: dates as dates, numbers as numbers', async () => {
    const rows = [
      ['Отчёт'],
      ['Дата', 'Кампания', 'Расход'],
      [new Date(Date.UTC(2026, 5, 1)), 'Поиск', 1234.567],
      [new Date(Date.UTC(2026, 5, 2)), 'Поиск', 5],
    ]
    const bytes = await writeXlsx({ sheets: [{ name: 'Лист1', rows }] })
    const { connection, preview } = await tryOut(await written('spend.xlsx', bytes))
    expect(connection.format).toMatchObject({ type: 'xlsx', header_row: 2 })
    expect(preview.rows.map(({ row }) => [row.date, row.cost_micros])).toEqual([
      ['2026-06-01', 1_234_567_000n],
      ['2026-06-02', 5_000_000n],
    ])
  })
})

describe.skipIf(!existsSync(school))(`real files (skipped without ${join('..', 'shared', 'data')})`, () => {
  it('finds lead, deal, payment and fields in the deals of the school', async () => {
    const { connection, preview } = await tryOut(join(school, 'deals.csv'), 'en', 30_000)
    expect(connection).toMatchObject({ decimal: 'comma', currency: 'EUR', dates: ['dd.MM.yyyy HH:mm'] })
    const paid = preview.rows.filter(({ record }) => record === 'payment').map(({ row }) => row.amount_micros as bigint)
    expect(preview.rows.filter(({ record }) => record === 'lead')).toHaveLength(21_593)
    expect(paid.reduce((sum, one) => sum + one, 0n)).toBe(978_651_000_000n)
    expect(preview.bad).toHaveLength(1)
  })

  it('finds spend and people', async () => {
    expect((await tryOut(join(school, 'spend.csv'))).connection.records[0]?.record).toBe('spend')
    expect((await tryOut(join(school, 'contacts.csv'))).connection.records.map(({ record }) => record)).toEqual([
      'contact',
    ])
  })
})
