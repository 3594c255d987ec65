import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

const demo = resolve(import.meta.dirname, '../../examples/demo/agreement')

/** From September there is one more stage before SQL, and students are no valid leads any more. */
const september: readonly (readonly [from: string, to: string])[] = [
  [
    '    - {id: sql, owner: sales, handoff: true',
    '    - {id: mql, owner: marketing, optional: true, label: {ru: MQL, en: MQL}}\n    - {id: sql, owner: sales, handoff: true',
  ],
  ['        Контакт: contact\n', '        Контакт: contact\n        Прогрет: mql\n'],
  [
    '  test: {label:',
    "  student: {label: {ru: Студент, en: Student}, when: {reject_reason: ['Студент / не наш клиент']}}\n  test: {label:",
  ],
]

const crm = (file: string, records: string) => `name: ${file}
kind: file
source: crm
files: data/${file}.csv
time_zone: UTC
dates: yyyy-MM-dd HH:mm
records:
${records}`

const connections: Readonly<Record<string, string>> = {
  leads: crm(
    'leads',
    `  - record: lead
    columns: {lead_id: id, created_at: created, updated_at: created, stage: stage, contact_id: contact, reject_reason: reason,
      utm_source: utm_source, utm_medium: utm_medium, utm_campaign: utm_campaign}
`,
  ),
  contacts: crm(
    'contacts',
    '  - record: contact\n    columns: {contact_id: id, created_at: created, phone_key: {phone: phone}, merged_into: merged}\n',
  ),
  deals: crm(
    'deals',
    `  - record: deal
    columns: {deal_id: id, lead_id: lead, contact_id: contact, created_at: created, updated_at: created, stage: stage,
      amount_micros: amount, currency: currency}
`,
  ),
  payments: crm(
    'payments',
    `  - record: payment
    columns: {payment_id: id, deal_id: deal, paid_at: paid, is_dated: {present: dated}, amount_micros: amount, currency: currency}
`,
  ),
  moves: crm(
    'moves',
    '  - record: stage_change\n    columns: {entity: {const: lead}, entity_id: lead, to_stage: stage, changed_at: moved}\n',
  ),
  ads: `name: ads
kind: file
files: data/ads.csv
dates: yyyy-MM-dd
records:
  - record: spend
    columns: {date: day, utm_source: utm_source, campaign_id: campaign, campaign_name: campaign, impressions: shows,
      clicks: clicks, cost_micros: cost, currency: currency, vat_included: {const: false}}
`,
  rates: `name: rates
kind: file
files: data/rates.csv
dates: yyyy-MM-dd
records:
  - record: rate
    columns: {date: day, currency: currency, rate: rate}
`,
}

/** Times are UTC, three hours before the company's. What each row is a trap for stands in the test. */
const data: Readonly<Record<string, string>> = {
  leads: `id,created,stage,contact,reason,utm_source,utm_medium,utm_campaign
1,2026-08-31 21:30,Отказ,c1,Студент / не наш клиент,vk,cpc,leads-only
2,2026-08-31 20:30,Отказ,c2,Студент / не наш клиент,vk,cpc,leads-only
3,2026-06-10 09:00,Договор подписан,c3,,vk,cpc,leads-only
4,2026-06-11 09:00,Договор подписан,c4,,vk,cpc,leads-only
5,2026-06-15 09:00,Договор подписан,c5,,vk,cpc,leads-only
6,2026-06-12 09:00,Новая заявка,c6,,vk,cpc,leads-only
61,2026-07-05 09:00,Новая заявка,c61,,vk,cpc,leads-only
62,2026-09-20 09:00,Новая заявка,c6,,vk,cpc,leads-only
7,2026-06-16 09:00,Новая заявка,c7,,vk,cpc,leads-only
9,2026-06-17 09:00,Новая заявка,c9,,vk,cpc,leads-only
91,2026-07-01 09:00,Новая заявка,c93,,vk,cpc,leads-only
10,2026-06-18 09:00,Новая заявка,c10,,,,
11,2026-08-20 09:00,Квалифицирован,c11,,vk,cpc,leads-only
12,2026-08-03 09:00,Договор подписан,c12,,vk,cpc,leads-only
13,2026-08-04 09:00,Отказ,c13,Дубль,vk,cpc,leads-only
131,2026-08-06 09:00,Договор подписан,c13,,vk,cpc,leads-only
14,2026-08-07 09:00,Договор подписан,c14,,vk,cpc,leads-only
`,
  contacts: `id,created,phone,merged
c6,2026-06-12 09:00,+7 916 000-00-06,
c61,2026-07-05 09:00,8 (916) 000 00 06,
c7,2026-06-16 09:00,+7 916 000-00-07,
c8,2026-06-16 09:00,+7 916 000-00-08,
c9,2026-06-17 09:00,+7 916 000-00-09,c92
c92,2026-06-18 09:00,,c93
c93,2026-06-19 09:00,,
`,
  deals: `id,lead,contact,created,stage,amount,currency
3,3,c3,2026-06-10 09:00,Договор подписан,1000,USD
4,4,c4,2026-06-11 09:00,Договор подписан,50000,RUB
5,5,c5,2026-06-15 09:00,Договор подписан,30000,RUB
7,,c7,2026-07-20 09:00,Договор подписан,100000,RUB
8,,c8,2026-09-09 09:00,Договор подписан,70000,RUB
12,12,c12,2026-08-03 09:00,Договор подписан,40000,RUB
121,12,c12,2026-08-20 09:00,Договор подписан,60000,RUB
131,131,c13,2026-08-06 09:00,Договор подписан,25000,RUB
14,14,c14,2026-08-07 09:00,Договор подписан,20000,RUB
`,
  payments: `id,deal,paid,dated,amount,currency
p3,3,2026-07-02 09:00,yes,1000,USD
p3r,3,2026-08-05 09:00,yes,-200,USD
p4,4,2026-06-20 09:00,yes,50000,RUB
p4r,4,2026-08-06 09:00,yes,-50000,RUB
p5,5,2026-06-01 09:00,yes,30000,RUB
p7,7,2026-07-25 09:00,yes,100000,RUB
p8,8,2026-09-10 09:00,yes,70000,RUB
p12,12,2026-08-10 09:00,yes,30000,RUB
p12b,12,2026-09-10 09:00,yes,10000,RUB
p121,121,2026-09-11 09:00,yes,60000,RUB
p131,131,2026-08-31 21:30,yes,25000,RUB
p14,14,2026-08-07 09:00,,20000,RUB
`,
  moves: `lead,stage,moved
2,Прогрет,2026-09-02 09:00
11,Контакт,2026-08-21 09:00
11,Квалифицирован,2026-09-05 09:00
`,
  ads: `day,utm_source,campaign,shows,clicks,cost,currency
2026-04-10,vk,spend-only,100,5,1000,RUB
2026-06-10,vk,spend-only,100,5,5000,RUB
2026-07-03,vk,spend-only,100,5,100,USD
2026-10-03,vk,spend-only,100,5,500,RUB
`,
  rates: `day,currency,rate
2026-06-01,USD,75
2026-07-01,USD,80
2026-08-01,USD,90
`,
}

const replaced = (text: string): string =>
  september.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`the demo's agreement has no ${from}`)
    return changed.replace(from, to)
  }, text)

/** A small project whose every row is a trap. */
export async function writeOddCompany(folder: string): Promise<void> {
  const files: Readonly<Record<string, string>> = {
    '.env': `CONCORD_PERSONAL_KEY=${'cd'.repeat(32)}\n`,
    'agreement/2025-09.yaml': await readFile(join(demo, '2025-09.yaml'), 'utf8'),
    'agreement/2026-09.yaml': replaced(await readFile(join(demo, '2026-09.yaml'), 'utf8')),
    ...Object.fromEntries(Object.entries(connections).map(([name, text]) => [`connections/${name}.yaml`, text])),
    ...Object.fromEntries(Object.entries(data).map(([name, text]) => [`data/${name}.csv`, text])),
  }
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
}
