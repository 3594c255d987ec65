import { defineModel } from '#aggregate/model.ts'
import sql from './int_kpi_target.sql'

export const intKpiTarget = defineModel({
  name: 'int_kpi_target',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Показатель рядом со своим планом',
    en: 'A KPI beside its target',
  },
  grain: ['month', 'kpi', 'basis'],
  columns: {
    month: 'text',
    kpi: 'id',
    basis: 'text',
    position: 'int',
    zone: 'text',
    owner: 'text',
    owner_name: 'text',
    unit: 'text',
    is_additive: 'bool',
    numerator: 'int',
    denominator: 'int',
    value: 'double',
    n: 'int',
    comparison: 'text',
    target_low: 'double',
    target_high: 'double',
    maturity: 'double',
    cohort_month: 'text',
    reason: 'text',
    agreement: 'text',
    is_young: 'bool',
    is_running: 'bool',
    is_blind: 'bool',
  },
})
