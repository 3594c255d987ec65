import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type DemoFile, generateDemo, writeDemo } from '#examples/demo/generate.ts'

type Row = Readonly<Record<string, string>>

const files = generateDemo()
const others = generateDemo({ seed: 99 })

const hashOf = (written: readonly DemoFile[]) => createHash('sha256').update(JSON.stringify(written)).digest('hex')

const table = (name: string, delimiter = ';'): readonly Row[] => {
  const text = files.find((file) => file.name === `data/${name}`)!.text
  return parse(text, { columns: true, delimiter, bom: true })
}

const isReal = (row: Row) => !row.Создана!.startsWith('31.02')
const monthOf = (time: string) => `${time.slice(6, 10)}-${time.slice(3, 5)}`
const invalid = new Set(['Спам', 'Подрядчик или реклама', 'Ошиблись номером', 'Дубль', 'Тест'])

const leads = table('leads.csv').filter(isReal)
const validLeads = leads.filter((lead) => !invalid.has(lead['Причина отказа']!))
const stages = table('stages.csv')
const idsThatReached = (stage: string) =>
  new Set(stages.filter((move) => move['В этап'] === stage).map((move) => move['ID заявки']))
const qualified = idsThatReached('Квалифицирован')
const months = [...new Set(leads.map((lead) => monthOf(lead.Создана!)))].sort()

const validOf = (month: string) => validLeads.filter((lead) => monthOf(lead.Создана!) === month)
const shareOf = (rows: readonly Row[]) => rows.filter((lead) => qualified.has(lead.ID)).length / rows.length
const kopecks = (text: string) => Math.round(Number(text.replaceAll(' ', '').replace(',', '.')) * 100)

const spendOf = (month: string): number => {
  const [year, number] = month.split('-')
  const sum = (rows: readonly Row[], date: string, start: string, money: string) =>
    rows.filter((row) => row[date]!.includes(start)).reduce((total, row) => total + kopecks(row[money]!), 0)
  const direct = sum(table('direct.csv'), 'Дата', `.${number}.${year}`, 'Расход (руб.), без НДС')
  const vk = sum(table('vk.csv', ','), 'date', `${month}-`, 'spent')
  return (direct + vk + sum(table('telegram.csv', '\t'), 'День', `${month}-`, 'Потрачено, ₽')) / 100
}

describe('the demo company', () => {
  it('is the same bytes for a seed and other bytes for another', () => {
    expect(hashOf(generateDemo({ seed: 2026 }))).toBe(hashOf(files))
    expect(hashOf(others)).not.toBe(hashOf(files))
  })

  it('covers fourteen months in 40 to 60 thousand rows', () => {
    const rows = files.reduce((sum, file) => sum + file.text.split('\r\n').length - 2, 0)
    expect(months).toHaveLength(14)
    expect([months[0], months.at(-1)]).toEqual(['2025-09', '2026-10'])
    expect(rows).toBeGreaterThan(40_000)
    expect(rows).toBeLessThan(62_000)
  })

  it('is written into a project folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'concord-demo-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const paths = await writeDemo(folder)
    expect(paths).toHaveLength(9)
    expect(await readFile(join(folder, 'data/costs.csv'), 'utf8')).toContain('01.10.2026;Продажи;Телефония;18000,00')
  })
})

describe('the story', () => {
  it('keeps half of the valid leads SQL until the last month, when the share falls to 44 %', () => {
    const shares = months.map((month) => shareOf(validOf(month)))
    expect(Math.min(...shares.slice(0, -1))).toBeGreaterThan(0.5)
    expect(Math.max(...shares)).toBeLessThan(0.53)
    expect(shares.at(-1)).toBeCloseTo(56 / 126, 10)
  })

  it('lies in one campaign: without it the share is 52 %', () => {
    const isSummer = (lead: Row) => lead.utm_campaign === '10284477'
    const summer = validOf('2026-10').filter(isSummer)
    expect(summer).toHaveLength(24)
    expect(summer.filter((lead) => qualified.has(lead.ID))).toHaveLength(3)
    expect(summer.filter((lead) => lead['Причина отказа'] === 'Другой регион')).toHaveLength(17)
    expect(summer.filter((lead) => lead.Вердикт === '⚠')).toHaveLength(17)
    expect(shareOf(validOf('2026-10').filter((lead) => !isSummer(lead)))).toBeCloseTo(53 / 102, 10)
  })

  it('hides behind the lowest CPL ever, 967 roubles', () => {
    const cpl = months.map((month) => spendOf(month) / validOf(month).length)
    expect(spendOf('2026-10')).toBe(121_800)
    expect(Math.round(cpl.at(-1)!)).toBe(967)
    expect(Math.min(...cpl.slice(0, -1))).toBeGreaterThan(1040)
  })

  it('is the same for every seed', () => {
    const text = others.find((file) => file.name === 'data/leads.csv')!.text
    const rows: Row[] = parse(text, { columns: true, delimiter: ';', bom: true })
    const october = rows.filter((lead) => lead.Создана!.includes('.10.2026') && !invalid.has(lead['Причина отказа']!))
    expect(october).toHaveLength(126)
    expect(october.filter((lead) => lead.Вердикт === '✅')).toHaveLength(56)
  })

  it('ripens slowly: about every fifth lead becomes a client, most of them in the months after', () => {
    const won = idsThatReached('Договор подписан')
    const ripe = months
      .slice(0, 8)
      .map((month) => validOf(month).filter((lead) => won.has(lead.ID)).length / validOf(month).length)
    expect(Math.min(...ripe)).toBeGreaterThan(0.185)
    expect(Math.max(...ripe)).toBeLessThan(0.21)
    expect(validOf('2026-10').filter((lead) => won.has(lead.ID)).length).toBeLessThan(7)
  })

  it('ends with 26 commissions of 95,308 roubles', () => {
    const october = table('payments.csv').filter((payment) => payment.Дата!.includes('.10.2026'))
    const sum = october.reduce((total, payment) => total + kopecks(payment['Сумма, ₽']!), 0)
    expect(october).toHaveLength(26)
    expect(sum).toBe(247_800_000)
  })
})

describe('the traps', () => {
  it('holds two rows with the date 31.02.2026', () => {
    expect(table('leads.csv').filter((lead) => !isReal(lead))).toHaveLength(1)
    expect(table('direct.csv').filter((row) => row.Дата === '31.02.2026')).toHaveLength(1)
  })

  it('holds one spend row twice', () => {
    const lines = table('vk.csv', ',').map((row) => JSON.stringify(row))
    expect(lines.length - new Set(lines).size).toBe(1)
  })

  it('holds people who asked twice', () => {
    const phones = leads.map((lead) => lead.Телефон)
    const repeats = phones.length - new Set(phones).size
    expect(repeats).toBeGreaterThan(10)
    expect(repeats).toBeLessThan(40)
  })

  it('never lets a stage run backwards', () => {
    const order = ['Новая заявка', 'Контакт', 'Квалифицирован', 'Показ, КП', 'Договор подписан']
    const paths = Map.groupBy(stages, (move) => move['ID заявки']!)
    for (const moves of paths.values()) {
      const positions = moves.map((move) => order.indexOf(move['В этап']!)).filter((position) => position >= 0)
      expect(positions).toEqual([...positions].sort((a, b) => a - b))
    }
  })
})
