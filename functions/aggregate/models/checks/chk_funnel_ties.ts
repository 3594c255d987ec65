import { defineModel } from '#aggregate/model.ts'
import sql from './chk_funnel_ties.sql'

export const chkFunnelTies = defineModel({
  name: 'chk_funnel_ties',
  layer: 'check',
  sql,
  severity: 'block',
  about: {
    ru: 'Воронка не сходится со строками обращений и сделок',
    en: 'The funnel does not tie with the rows of leads and deals',
  },
  grain: ['month', 'basis', 'measure'],
  columns: {
    month: 'text',
    basis: 'text',
    measure: 'text',
    funnel: 'int',
    facts: 'int',
  },
})
