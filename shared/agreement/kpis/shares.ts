import { defineKpi, type Kpi, type KpiZone } from './kpi.ts'

type Pair = readonly [ru: string, en: string]

/** A share of one group in another; its formula is always part ÷ whole. */
const part = (id: string, zone: KpiZone, label: Pair, definition: Pair, over: readonly [Pair, Pair]): Kpi =>
  defineKpi(id, { zone, unit: 'share', isPart: true }, label, definition, [
    `${over[0][0]} ÷ ${over[1][0]}`,
    `${over[0][1]} ÷ ${over[1][1]}`,
  ])

const requests: Pair = ['обращения', 'requests']
const valid: Pair = ['валидные лиды', 'valid leads']
const target: Pair = ['целевые лиды', 'target leads']
const visits: Pair = ['визиты', 'visits']
const contacted: Pair = ['лиды с контактом', 'contacted leads']
const mql: Pair = ['MQL', 'MQL']
const sql: Pair = ['SQL', 'SQL']
const talks: Pair = ['лиды в переговорах', 'leads in negotiation']
const won: Pair = ['лиды с продажей', 'leads won']
const clients: Pair = ['новые клиенты', 'new clients']
const verdicts: Pair = ['лиды с оценкой', 'leads with a verdict']
const reviewed: Pair = ['проверенные оценки', 'reviewed verdicts']

const byDay = (ru: string, en: string): Pair => [`${ru} По дате лида.`, `${en} Dated by the lead.`]

export const shareKpis: readonly Kpi[] = [
  part(
    'valid_share',
    'marketing',
    ['Доля валидных', 'Valid share'],
    byDay('Сколько обращений — настоящие лиды.', 'How many requests are real leads.'),
    [valid, requests],
  ),
  part(
    'target_share',
    'marketing',
    ['Доля целевых', 'Target share'],
    byDay('Сколько обращений подходит по обязательным критериям.', 'How many requests meet the obligatory criteria.'),
    [target, requests],
  ),
  part(
    'brand_lead_share',
    'marketing',
    ['Доля брендовых лидов', 'Brand lead share'],
    byDay('Лиды, которые искали именно нас.', 'Leads that were looking for us by name.'),
    [['брендовые лиды', 'brand leads'], valid],
  ),
  part(
    'brand_traffic_share',
    'marketing',
    ['Доля брендового трафика', 'Brand traffic share'],
    [
      'Визиты тех, кто искал именно нас. По дате визита.',
      'Visits of those who looked for us by name. Dated by the visit.',
    ],
    [['брендовые визиты', 'brand visits'], visits],
  ),
  part(
    'visit_to_lead',
    'marketing',
    ['CR визит → лид', 'Visit → lead'],
    ['Сколько визитов становится валидными лидами.', 'How many visits become valid leads.'],
    [valid, visits],
  ),
  part(
    'lead_to_mql',
    'marketing',
    ['CR лид → MQL', 'Lead → MQL'],
    byDay('Сколько валидных лидов дошло до MQL.', 'How many valid leads reached MQL.'),
    [mql, valid],
  ),
  part(
    'mql_to_sql',
    'shared',
    ['CR MQL → SQL', 'MQL → SQL'],
    byDay('Сколько MQL продажи подтвердили.', 'How many MQL sales confirmed.'),
    [sql, mql],
  ),
  part(
    'sql_share',
    'shared',
    ['Доля SQL', 'SQL share'],
    byDay(
      'Сколько валидных лидов продажи подтвердили как квалифицированные.',
      'How many valid leads sales confirmed as qualified.',
    ),
    [sql, valid],
  ),
  part(
    'lead_to_contact',
    'sales',
    ['CR лид → контакт', 'Lead → contact'],
    byDay('До скольких валидных лидов дозвонились.', 'How many valid leads were reached.'),
    [contacted, valid],
  ),
  part(
    'contact_to_sql',
    'shared',
    ['CR контакт → SQL', 'Contact → SQL'],
    byDay('Сколько лидов после контакта подтверждено.', 'How many leads were confirmed after a contact.'),
    [sql, contacted],
  ),
  part(
    'sql_to_negotiation',
    'sales',
    ['CR SQL → переговоры', 'SQL → negotiation'],
    byDay('Сколько SQL дошло до переговоров.', 'How many SQL reached negotiation.'),
    [talks, sql],
  ),
  part(
    'negotiation_to_deal',
    'sales',
    ['CR переговоры → сделка', 'Negotiation → deal'],
    byDay('Сколько переговоров закончилось продажей.', 'How many negotiations ended in a sale.'),
    [won, talks],
  ),
  part(
    'sql_to_deal',
    'sales',
    ['CR SQL → сделка', 'SQL → deal'],
    byDay('Сколько SQL стало продажами.', 'How many SQL became sales.'),
    [won, sql],
  ),
  part(
    'lead_to_client',
    'shared',
    ['CR лид → клиент', 'Lead → client'],
    [
      'Сколько валидных лидов стало новыми клиентами. По когорте: судим только зрелую.',
      'How many valid leads became new clients. By cohort: only a mature one is judged.',
    ],
    [clients, valid],
  ),
  part(
    'feedback_complete',
    'sales',
    ['Лиды с оценкой', 'Leads with a verdict'],
    byDay(
      'Доля лидов с контактом, по которым продажи дали оценку.',
      'Share of contacted leads that sales gave a verdict on.',
    ),
    [verdicts, contacted],
  ),
  part(
    'feedback_reason_complete',
    'sales',
    ['Лиды с оценкой и причиной', 'Verdicts with a reason'],
    byDay('Оценка дана, а для ⚠ и ❌ названа и причина.', 'A verdict was given and, for ⚠ and ❌, its reason too.'),
    [['лиды с оценкой и причиной', 'leads with a verdict and reason'], contacted],
  ),
  part(
    'verdict_agreement',
    'shared',
    ['Согласие с оценками', 'Verdicts agreed'],
    [
      'С какой долей оценок маркетинг согласился. По дате оценки.',
      'Share of verdicts that marketing accepted. Dated by the verdict.',
    ],
    [['принятые оценки', 'accepted verdicts'], reviewed],
  ),
  {
    ...part(
      'overturned',
      'sales',
      ['Отменённые оценки', 'Verdicts overturned'],
      [
        'Какая доля оценок отменена после спора. По дате оценки.',
        'Share of verdicts overturned after a dispute. Dated by the verdict.',
      ],
      [['отменённые оценки', 'overturned verdicts'], reviewed],
    ),
    better: 'lower',
  },
  part(
    'marketing_reply',
    'marketing',
    ['Ответы маркетинга в срок', 'Marketing replies in time'],
    [
      'Доля оценок ⚠ и ❌, на которые маркетинг ответил в срок. По дате оценки.',
      'Share of verdicts ⚠ and ❌ that marketing answered in time. Dated by the verdict.',
    ],
    [
      ['ответы в срок', 'replies in time'],
      ['оценки ⚠ и ❌', 'verdicts ⚠ and ❌'],
    ],
  ),
]
