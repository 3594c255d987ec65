import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { seeded } from './random.ts'

export interface BenchSize {
  readonly spend: number
  readonly leads: number
  readonly days: number
}

export const fullSize: BenchSize = { spend: 1_000_000, leads: 200_000, days: 400 }

const firstDay = Date.UTC(2025, 0, 1)
const dayMs = 86_400_000
const sources = ['Яндекс Директ', 'VK Реклама', 'Google Ads', 'Telegram Ads']
const stages = ['Новая', 'Квалификация', 'Переговоры', 'Успешно', 'Отказ']
const managers = ['Анна Петрова', 'Илья Смирнов', 'Мария Иванова', 'Олег Ким', 'Sofia Rossi']
const reasons = ['', '', '', 'Дорого', 'Не целевой', 'Не отвечает', 'Другой регион']

type Random = () => number
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!
const two = (number: number) => String(number).padStart(2, '0')
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10)

function russianTime(ms: number): string {
  const date = new Date(ms)
  const day = `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()}`
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
}

const spendHeader = 'Date,Source,CampaignId,Campaign,AdGroupId,AdGroup,AdId,Ad,Keyword,Impressions,Clicks,Cost'

function spendRow(random: Random, i: number, { spend, days }: BenchSize): string {
  const day = isoDay(firstDay + Math.floor((i * days) / spend) * dayMs)
  const campaign = Math.floor(random() * 60)
  const group = campaign * 8 + Math.floor(random() * 8)
  const ad = group * 4 + Math.floor(random() * 4)
  const clicks = Math.floor(random() * 40)
  const cost = (clicks * (20 + random() * 80)).toFixed(2)
  const names = `Кампания ${campaign} / поиск,${group},Группа ${group},${ad},${adName(ad)}`
  const numbers = `${Math.floor(random() * 4000)},${clicks},${cost}`
  return `${day},${pick(random, sources)},${70_000_000 + campaign},${names},купить дом ${Math.floor(random() * 300)},${numbers}`
}

/** One name in eight needs quotes. */
const adName = (ad: number) => (ad % 8 === 0 ? `"Объявление ${ad}, вариант"` : `Объявление ${ad} вариант`)

const leadHeader =
  'Id,Created,Modified,Pipeline,Stage,Owner,Product,Source,utm_source,utm_medium,utm_campaign,Reason,ClientId,Url'

function leadRow(random: Random, i: number, { leads, days }: BenchSize): string {
  const created = firstDay + Math.floor((i * days) / leads) * dayMs + Math.floor(random() * dayMs)
  const id = `58050280000${two(i % 97)}${String(i).padStart(6, '0')}`
  const source = pick(random, sources)
  const times = `${russianTime(created)},${russianTime(created + random() * 30 * dayMs)}`
  const card = `${Math.floor(random() * 1e10)}.${i},https://crm.example/deal/${id}`
  const utm = `${source === 'VK Реклама' ? 'vk' : 'yandex'},cpc,${70_000_000 + Math.floor(random() * 60)}`
  const people = `${pick(random, managers)},Дом ${Math.floor(random() * 12)}`
  return `${id},${times},Продажи,${pick(random, stages)},${people},${source},${utm},${pick(random, reasons)},${card}`
}

function writeCsv(path: string, header: string, rows: number, row: (i: number) => string): void {
  const file = openSync(path, 'w')
  let text = `${header}\n`
  for (let i = 0; i < rows; i++) {
    text += `${row(i)}\n`
    if (text.length < 1 << 20) continue
    writeSync(file, text)
    text = ''
  }
  writeSync(file, text)
  closeSync(file)
}

/** Writes spend.csv and leads.csv into the folder. */
export function generate(folder: string, size: BenchSize): void {
  const random = seeded(20_260_101)
  writeCsv(join(folder, 'spend.csv'), spendHeader, size.spend, (i) => spendRow(random, i, size))
  writeCsv(join(folder, 'leads.csv'), leadHeader, size.leads, (i) => leadRow(random, i, size))
}

const sizes: Readonly<Record<string, BenchSize>> = { full: fullSize, small: { spend: 20_000, leads: 4_000, days: 60 } }

// `node bench/generate.ts <folder> [full|small]`
if (process.argv[1] === import.meta.filename) {
  const [folder = '.', size = 'full'] = process.argv.slice(2)
  generate(folder, sizes[size] ?? fullSize)
}
