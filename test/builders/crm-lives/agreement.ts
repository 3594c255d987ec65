import { compileAgreements } from '#shared/agreement/compile.ts'
import { parseAgreement } from '#shared/agreement/read/parse.ts'

/** Minutes that the company's clock is ahead of UTC, in all seasons. */
export const companyOffset = 180

/** How the words of both CRMs stand in the funnel of the company whose lives are played. */
const text = `
effective_from: 2026-06-01
company:
  {name: Ромашка, time_zone: Europe/Moscow, currency: RUB, vat: {basis: net, rate: 20%}, margin: {kind: rate, rate: 40%}}
funnel:
  won: stage
  request_window: 30d
  ripe_after: 90d
  stages:
    - {id: lead, owner: marketing, label: Лид}
    - {id: contact, owner: shared, label: Контакт}
    - {id: sql, owner: sales, handoff: true, label: SQL}
    - {id: negotiation, owner: sales, label: Показ}
    - {id: won, owner: sales, label: Сделка}
  map:
    - source: '*'
      stages:
        unsorted: lead
        '100': lead
        '101': lead
        '102': contact
        '103': sql
        '104': negotiation
        '142': won
        '143': {stage: lead, outcome: lost}
        NEW: lead
        IN_PROCESS: contact
        CONVERTED: sql
        JUNK: {stage: lead, outcome: lost}
        D_NEW: sql
        D_TALK: negotiation
        D_WON: won
        D_LOSE: {stage: lead, outcome: lost}
criteria:
  sql:
    region: {field: region, in: [Москва, Тверь], label: Регион}
    category: {field: category, in: [дом], label: Категория}
exclusions:
  spam: {label: Спам, when: {verdict: fake}}
verdicts:
  given_by: sales
  within: 8h
  unreached_attempts: 3
  values:
    qualified: {crm: [Целевой]}
    not_target: {crm: [Не по ЦА]}
    fake: {crm: [Спам]}
reasons:
  reject:
    other_region: {crm: [Другой регион], label: Другой регион}
  lost:
    price: {crm: [Дорого], label: Дорого}
    competitor: {crm: [Конкурент], label: Конкурент}
sla:
  first_contact: {label: Первый контакт, from: created, to: contacted, limit: 15m, clock: wall, owner: sales}
  verdict: {label: Оценка, from: contacted, to: verdict, limit: 8h, clock: wall, owner: sales}
channels:
  list: {direct: {label: Прямые, paid: false}}
  rules:
    - {channel: direct, when: {}}
attribution: {model: last_non_direct, window: 90d, ledgers: {until_sql: first, from_sql: last}}
plan:
  2026-07: {valid_leads: '>=100'}
`

export function lifeAgreement() {
  const { loaded, problems } = parseAgreement('agreement/2026-06.yaml', '2026-06', text)
  if (!loaded) throw new Error(JSON.stringify(problems))
  return compileAgreements([loaded])
}
