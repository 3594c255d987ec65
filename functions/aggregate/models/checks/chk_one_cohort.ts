import { defineModel } from '#aggregate/model.ts'
import sql from './chk_one_cohort.sql'

export const chkOneCohort = defineModel({
  name: 'chk_one_cohort',
  layer: 'check',
  sql,
  severity: 'block',
  about: {
    ru: 'Обращение стоит не ровно в одной когорте',
    en: 'A request does not stand in exactly one cohort',
  },
  grain: ['step', 'lead_id'],
  columns: {
    step: 'text',
    lead_id: 'id',
    cohorts: 'int',
  },
})
