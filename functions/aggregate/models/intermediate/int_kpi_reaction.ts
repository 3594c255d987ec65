import { defineModel } from '#aggregate/model.ts'
import sql from './int_kpi_reaction.sql'

export const intKpiReaction = defineModel({
  name: 'int_kpi_reaction',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Скорость реакции',
    en: 'Reaction time',
  },
  grain: ['month', 'kpi', 'basis'],
  columns: {
    month: 'text',
    kpi: 'id',
    basis: 'text',
    numerator: 'int',
    denominator: 'int',
    value: 'double',
    n: 'int',
    reason: 'text',
    ripens: 'text',
  },
})
