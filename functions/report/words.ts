import type { Kpi, KpiStatus, Unit, Zone } from '#report/month-data.ts'
import { say, type Text } from '#shared/i18n/text.ts'

/** Glyph and word of a status; the tone only colours what glyph and word already say. */
export type Tone = 'ok' | 'off' | 'near' | 'na'

interface StatusWords {
  readonly glyph: string
  readonly word: Text
  readonly tone: Tone
}

export const statusWords: Readonly<Record<KpiStatus, StatusWords>> = {
  on_plan: { glyph: '✓', word: say('в плане', 'on plan'), tone: 'ok' },
  near: { glyph: '≈', word: say('близко', 'close'), tone: 'near' },
  below: { glyph: '▼', word: say('ниже плана', 'below plan'), tone: 'off' },
  above: { glyph: '▲', word: say('выше лимита', 'over the limit'), tone: 'off' },
  no_data: { glyph: '○', word: say('нет данных', 'no data'), tone: 'na' },
  too_early: { glyph: '○', word: say('рано судить', 'too early'), tone: 'na' },
  blind: { glyph: '○', word: say('не записывали', 'not recorded'), tone: 'na' },
  no_plan: { glyph: '·', word: say('без плана', 'no plan'), tone: 'na' },
  stale: { glyph: '○', word: say('данные устарели', 'stale data'), tone: 'na' },
}

export const zoneWords: Readonly<Record<Zone, Text>> = {
  marketing: say('Маркетинг', 'Marketing'),
  shared: say(
    'Общая зона: скорость — продажи, соответствие — маркетинг',
    'Shared zone: speed is sales’, fit is marketing’s',
  ),
  sales: say('Продажи', 'Sales'),
  common: say('Общие', 'Common'),
}

export const ownerWords: Readonly<Record<string, Text>> = {
  marketing: say('маркетинг', 'marketing'),
  sales: say('продажи', 'sales'),
  shared: say('оба', 'both'),
  both: say('оба', 'both'),
  common: say('оба', 'both'),
}

/** Why a value is absent: the reason codes of fct_kpi in words. */
export const reasonWords: Readonly<Record<string, Text>> = {
  zero_denominator: say('делить не на что: в знаменателе ноль', 'nothing to divide by: the denominator is zero'),
  no_spend: say('нет расходов', 'no spend'),
  no_leads: say('нет лидов', 'no leads'),
  no_mature_cohort: say('ни одна когорта ещё не созрела', 'no cohort is ripe yet'),
  no_visits: say('нет визитов', 'no visits'),
  no_deals: say('нет сделок', 'no deals'),
  no_payments: say('нет оплат', 'no payments'),
  no_margin: say('не задана маржа', 'no margin rule'),
  no_activity: say('нет звонков и касаний', 'no calls or touches'),
  no_verdicts: say('нет вердиктов', 'no verdicts'),
  no_clock: say('такой срок не согласован', 'no such clock is agreed'),
  no_replies: say('нет ответов маркетинга', 'no replies of marketing'),
  no_calendar: say('не задано рабочее время продаж', 'sales’ working hours are not set'),
  no_moves: say('нет переходов по этапам', 'no moves between stages'),
  no_sql: say('нет SQL', 'no SQL'),
  no_year_ago: say('год назад оплат не было', 'no revenue a year ago'),
  undated: say('у сделок нет дат', 'deals have no dates'),
  no_records: say('нет записей', 'no records'),
  not_built: say('Concord пока не считает', 'Concord does not count it yet'),
}

export const noReason = say('нет данных', 'no data')

export const basisWords: Readonly<Record<string, Text>> = {
  period: say('по дате события', 'by event date'),
  cohort: say('по дате лида', 'by lead date'),
  mature_cohort: say('по созревшей когорте', 'by the mature cohort'),
}

/** Client value is dated by the client, not by the lead. */
export const basisText = ({ kpi, basis }: Pick<Kpi, 'kpi' | 'basis'>): Text | undefined =>
  kpi.startsWith('ltv_') && basis === 'cohort'
    ? say('по месяцу первой продажи клиенту', 'by the month of the client’s first sale')
    : basisWords[basis]

export const unitDigits: Readonly<Record<Unit, number>> = {
  count: 0,
  money: 0,
  share: 1,
  minutes: 0,
  days: 0,
  number: 1,
}

export const recordWords: Readonly<Record<string, Text>> = {
  spend: say('расходы', 'spend'),
  traffic: say('трафик', 'traffic'),
  visit: say('визиты', 'visits'),
  visit_goal: say('цели визитов', 'visit goals'),
  ad_conversion: say('конверсии кабинета', 'ad conversions'),
  lead: say('лиды', 'leads'),
  deal: say('сделки', 'deals'),
  lead_field: say('поля лидов', 'lead fields'),
  stage_change: say('смены этапов', 'stage changes'),
  activity: say('звонки и касания', 'calls and touches'),
  verdict: say('вердикты', 'verdicts'),
  payment: say('оплаты', 'payments'),
  contact: say('контакты', 'contacts'),
  cost: say('прочие расходы', 'other costs'),
  mailing: say('рассылки', 'mailings'),
  answer: say('ответы на опрос', 'survey answers'),
  dictionary: say('справочник названий', 'dictionary of names'),
  rate: say('курсы валют', 'exchange rates'),
}

export const leadForms = {
  ru: { one: 'лид', few: 'лида', many: 'лидов', other: 'лида' },
  en: { one: 'lead', other: 'leads' },
} as const

/** After «из»: из 1 лида, из 5 лидов. */
export const ofLeadForms = {
  ru: { one: 'лида', few: 'лидов', many: 'лидов', other: 'лида' },
  en: { one: 'lead', other: 'leads' },
} as const

export const clientForms = {
  ru: { one: 'клиент', few: 'клиента', many: 'клиентов', other: 'клиента' },
  en: { one: 'client', other: 'clients' },
} as const

/** After «не хватает»: 1 сделки, 5 сделок. */
export const ofDealForms = {
  ru: { one: 'сделки', few: 'сделок', many: 'сделок', other: 'сделки' },
  en: { one: 'deal', other: 'deals' },
} as const

export const dayForms = {
  ru: { one: 'день', few: 'дня', many: 'дней', other: 'дня' },
  en: { one: 'day', other: 'days' },
} as const

export const rowForms = {
  ru: { one: 'строка', few: 'строки', many: 'строк', other: 'строки' },
  en: { one: 'row', other: 'rows' },
} as const

export const verdictWords = {
  qualified: say('SQL', 'SQL'),
  notTarget: say('не ЦА', 'not our audience'),
  fake: say('спам', 'spam'),
  unreached: say('недозвон', 'unreached'),
  none: say('без вердикта', 'no verdict'),
} as const
