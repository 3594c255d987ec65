import * as z from 'zod'
import { isKpi } from '../kpi-catalogue.ts'
import { parseTarget, type Target, targetPattern } from '../target.ts'
import { about, date, idText, label, month, share, team, weekday, words } from './words.ts'

export const kpiId = about(
  z.string().refine(isKpi, { params: { code: 'unknown_kpi' } }),
  'KPI из словаря',
  'A KPI of the dictionary',
  'valid_leads',
)

const agreedKpi = z.strictObject({
  owner: about(team.optional(), 'Кто отвечает', 'Who answers for it', 'marketing'),
  label: about(label.optional(), 'Своё название', 'Own label', { ru: 'Лиды', en: 'Leads' }),
  definition: about(label.optional(), 'Своё определение', 'Own definition', { ru: 'Валидные лиды', en: 'Valid leads' }),
})

export const kpi = about(
  z.strictObject({
    names: about(z.record(team, words).default({}), 'Кто стоит за командой', 'Who stands for a team', {
      sales: 'Игорь Смирнов',
    }),
    shared: about(z.array(kpiId).default([]), 'Общие KPI: 1–2, не больше 3', 'Shared KPIs: 1–2, at most 3', [
      'cac_marketing',
      'romi',
    ]),
    agreed: about(z.record(kpiId, agreedKpi).default({}), 'Чей KPI', 'Who owns which KPI', {
      valid_leads: { owner: 'marketing' },
    }),
  }),
  'KPI',
  'KPIs',
)

/** ">=120", "<=1200", ">=50%" or {min, max}. */
export const target = about(
  z.union([
    z.string().regex(targetPattern).transform(parseTarget),
    z
      .strictObject({ min: z.number(), max: z.number() })
      .refine((band) => band.min <= band.max, { params: { code: 'band_reversed' } })
      .transform((band): Target => ({ comparison: 'band', low: band.min, high: band.max, suffix: '' })),
  ]),
  'Цель: ">=120", "<=1200", ">=50%" или {min, max}',
  'A target: ">=120", "<=1200", ">=50%" or {min, max}',
  '>=120',
)

export const plan = about(z.record(month, z.record(kpiId, target)), 'План по месяцам', 'The plan by month', {
  '2026-10': { valid_leads: '>=120', cpl: '<=1200' },
})

const weight = about(
  z.union([
    z
      .number()
      .positive()
      .transform((value) => ({ weight: value, threshold: undefined, cap: undefined })),
    z.strictObject({ weight: z.number().positive(), threshold: share.optional(), cap: share.optional() }),
  ]),
  'Вес, сумма весов роли — 100',
  'Weight, the weights of a role sum to 100',
  40,
)

const role = z.strictObject({
  weights: about(z.record(kpiId, weight), 'Веса', 'Weights', { valid_leads: 40, cpl: 20 }),
  threshold: about(share, 'Ниже этой доли плана — ноль', 'Below this share of the plan: nothing', '80%'),
  cap: about(share, 'Выше этой доли не платим', 'Not paid above this share', '120%'),
  gates: about(z.record(kpiId, target).default({}), 'Без этого премии нет', 'Without this no bonus', {
    feedback_complete: '>=90%',
  }),
})

export const bonus = about(z.record(idText, role), 'Премии по ролям', 'Bonus by role', {
  marketing: { weights: { valid_leads: 60, sql_share: 40 }, threshold: '80%', cap: '120%' },
})

export const review = about(
  z.strictObject({
    weekday: about(weekday, 'День разбора воронки', 'Day of the funnel review', 'monday'),
    lost_deals: about(
      z.int().min(1).max(50),
      'Сколько проигранных сделок разбираем',
      'How many lost deals are read',
      7,
    ),
    tasks_to: about(z.enum(['trello', 'asana', 'notion', 'none']), 'Куда идут задачи', 'Where tasks go', 'trello'),
  }),
  'Еженедельный разбор',
  'Weekly review',
)

export const close = about(
  z.strictObject({
    day: about(z.int().min(1).max(28), 'Какого числа месяц закрывается', 'Day on which a month is frozen', 10),
    reopened_by: about(z.array(words).min(1), 'Кто может открыть снова', 'Who may reopen it', ['Собственник']),
  }),
  'Закрытие месяца',
  'Closing of the month',
)

export const revision = about(
  z.strictObject({
    owner: about(words, 'Кто следит за соглашением', 'Who keeps the agreement', 'Ольга Ветрова'),
    next: about(date, 'Когда пересмотр', 'Next revision', '2027-03-01'),
  }),
  'Пересмотр',
  'Revision',
)
