import { defineModel } from '#aggregate/model.ts'
import sql from './fct_sla.sql'

export const fctSla = defineModel({
  name: 'fct_sla',
  layer: 'mart',
  sql,
  about: {
    ru: 'Сроки соглашения по лидам: соблюдён kept, нарушен broken, идёт running, стал не нужен not_due, не известно unknown; минуты — по часам срока',
    en: 'The agreed clocks by lead: kept, broken, running, not_due (became needless), unknown; minutes run on the clock’s own time',
  },
  grain: ['lead_id', 'clock'],
  columns: {
    lead_id: 'id',
    clock: 'id',
    to_event: 'text',
    owner: 'text',
    manager: 'text',
    started_at: 'instant',
    due_at: 'instant',
    stopped_at: 'instant',
    is_working: 'bool',
    limit_minutes: 'int',
    working_minutes: 'int',
    status: 'text',
  },
})
