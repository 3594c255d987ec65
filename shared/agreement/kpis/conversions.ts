import type { Kpi } from './kpi.ts'
import { byDay, contacted, type Pair, part, valid, visits } from './part.ts'

const mql: Pair = ['MQL', 'MQL']
const sql: Pair = ['SQL', 'SQL']
const talks: Pair = ['лиды в переговорах', 'leads in negotiation']
const won: Pair = ['лиды с продажей', 'leads won']
const clients: Pair = ['новые клиенты', 'new clients']

export const conversionKpis: readonly Kpi[] = [
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
]
