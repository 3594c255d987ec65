import { defineModel } from '#aggregate/model.ts'
import sql from './fct_kpi.sql'

export const fctKpi = defineModel({
  name: 'fct_kpi',
  layer: 'mart',
  sql,
  about: {
    ru: 'Показатели месяца, план и статус. Деньги: numerator в миллионных долях, value, target_low и target_high в единицах валюты; доли 0..1',
    en: 'The KPIs of a month, plan and status. Money: numerator in micros; value, target_low and target_high in units of currency; shares 0..1',
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
    numerator: 'money',
    denominator: 'money',
    value: 'double',
    n: 'int',
    comparison: 'text',
    target_low: 'double',
    target_high: 'double',
    deviation: 'double',
    deviation_kind: 'text',
    status: 'text',
    maturity: 'double',
    cohort_month: 'text',
    reason: 'text',
    agreement: 'text',
  },
})
