import type { Kpi } from './kpi.ts'
import { byDay, type Pair, part, valid, visits } from './part.ts'

const requests: Pair = ['обращения', 'requests']
const target: Pair = ['целевые лиды', 'target leads']

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
]
