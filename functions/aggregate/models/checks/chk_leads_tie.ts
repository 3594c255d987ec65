import { defineModel } from '#aggregate/model.ts'
import sql from './chk_leads_tie.sql'

export const chkLeadsTie = defineModel({
  name: 'chk_leads_tie',
  layer: 'check',
  sql,
  severity: 'block',
  about: {
    ru: 'Обращения на входе и на выходе расходятся',
    en: 'Leads in and leads out differ',
  },
  grain: ['lead_id'],
  columns: {
    lead_id: 'id',
    in_rows: 'int',
    out_rows: 'int',
  },
})
