import * as z from 'zod'
import { about, days, idText, label, month, oneOrMore, share, words } from './words.ts'

const ruleFields = [
  'source',
  'account',
  'channel_hint',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_content',
  'utm_term',
  'click_kind',
  'campaign_name',
  'keyword',
  'referrer',
  'landing_url',
] as const

export const channelField = z.enum(ruleFields)

const isPattern = (text: string): boolean => {
  try {
    new RegExp(text, 'iu')
    return true
  } catch {
    return false
  }
}

const test = about(
  z.union([
    oneOrMore(words),
    z.strictObject({ starts_with: oneOrMore(words) }),
    z.strictObject({ contains: oneOrMore(words) }),
    z.strictObject({ regexp: words.refine(isPattern) }),
    z.strictObject({ present: z.boolean() }),
  ]),
  'Значение, список, или {starts_with | contains | regexp | present}',
  'A value, a list, or {starts_with | contains | regexp | present}',
  ['yandex', 'ya.direct'],
)

const channel = z.strictObject({
  label,
  paid: about(z.boolean(), 'Платный канал', 'A paid channel', true),
  brand: about(z.boolean().default(false), 'Все его лиды брендовые', 'All its leads count as brand', false),
})

const rule = z.strictObject({
  channel: about(idText, 'Канал', 'Channel', 'yandex_direct'),
  when: about(
    z.partialRecord(channelField, test),
    'Условия: все должны выполниться; {} — всё остальное',
    'Conditions: all must hold; {} takes the rest',
    {
      utm_source: 'yandex',
    },
  ),
  brand: about(z.boolean().default(false), 'Лид брендовый', 'The lead is brand', true),
})

export const channels = about(
  z.strictObject({
    list: about(z.record(idText, channel), 'Каналы по порядку', 'Channels in order'),
    rules: about(
      z.array(rule).min(1),
      'Правила сверху вниз, первое подошедшее решает',
      'Rules from the top, the first match decides',
    ),
    brand: about(
      z
        .strictObject({
          words: about(z.array(words).min(1), 'Слова бренда', 'Brand words', ['загородный дом']),
          fields: about(
            z.array(channelField).min(1).default(['utm_term', 'utm_campaign', 'keyword']),
            'Где их искать',
            'Where to look',
            ['utm_term'],
          ),
        })
        .optional(),
      'Бренд',
      'The brand',
    ),
    aliases: about(
      z.record(idText, z.record(words, oneOrMore(words))).default({}),
      'Другие имена кампаний: канал, кампания, как ещё пишут',
      'Other names of campaigns: channel, campaign, spellings',
      { vk_ads: { 'Участки лето': ['uchastki_leto', 'Участки-лето-2'] } },
    ),
  }),
  'Каналы',
  'Channels',
  {
    list: { yandex_direct: { label: 'Яндекс Директ', paid: true } },
    rules: [{ channel: 'yandex_direct', when: { utm_source: 'yandex' } }],
  },
)

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

const spendBasis = z.strictObject({
  vat_included: about(z.boolean(), 'В выгрузке расход с НДС', 'The platform states spend with VAT', true),
  vat_rate: about(share.optional(), 'Ставка, если своя', 'Rate, where it differs', '20%'),
  fee: about(share.default(0), 'Комиссия агентства сверх расхода', 'Agency fee on top', '10%'),
})

const monthlyCost = z.strictObject({
  month,
  team: about(z.enum(['marketing', 'sales']), 'Чей расход', 'Whose cost', 'sales'),
  kind: about(words, 'Вид расхода', 'Kind of cost', 'зарплата'),
  amount: about(z.number().nonnegative(), 'Сумма в валюте компании', 'Amount in the company’s currency', 400000),
})

export const costs = about(
  z.strictObject({
    spend: about(
      z.record(words, spendBasis),
      'Расход по источникам; * — все остальные',
      'Spend by source; * takes the rest',
      {
        '*': { vat_included: true },
      },
    ),
    monthly: about(z.array(monthlyCost).default([]), 'Прочие расходы по месяцам', 'Other costs by month'),
  }),
  'Расходы',
  'Costs',
)

const mailbox = about(words, 'Кому: telegram:…, email:…', 'To whom: telegram:…, email:…', 'telegram:sales-mkt')

const alertRule = z.strictObject({
  kpi: idText,
  below: share.optional(),
  above: share.optional(),
  window: about(days.default(7), 'За сколько дней', 'Over how many days', '7d'),
  min_sample: about(z.int().min(1), 'Меньше — молчим', 'Fewer: silence', 40),
  to: about(oneOrMore(mailbox), 'Кому', 'To whom', ['telegram:sales-mkt']),
})

export const alerts = about(
  z.strictObject({
    quiet: about(
      z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/)
        .optional(),
      'Тихие часы',
      'Quiet hours',
      '20:00-09:00',
    ),
    rules: z.array(
      alertRule.refine((it) => (it.below === undefined) !== (it.above === undefined), {
        params: { code: 'alert_level' },
      }),
    ),
  }),
  'Тревоги',
  'Alerts',
)
