import * as z from 'zod'
import { about, days } from './words.ts'

const touchModel = z.enum(['first', 'last', 'last_non_direct', 'linear', 'position', 'time_decay', 'markov'])

export const attribution = about(
  z.strictObject({
    model: about(touchModel, 'Основная модель', 'Default model', 'last_non_direct'),
    window: about(days, 'Окно касаний', 'Window of touches', '90d'),
    ledgers: about(
      z.strictObject({ until_sql: touchModel, from_sql: touchModel }),
      'Кому засчитывать до SQL и от SQL',
      'Who is credited up to SQL and from SQL',
      { until_sql: 'first', from_sql: 'last' },
    ),
  }),
  'Атрибуция',
  'Attribution',
  { model: 'last_non_direct', window: '90d', ledgers: { until_sql: 'first', from_sql: 'last' } },
)
