import * as z from 'zod'
import { about, idText, label, oneOrMore, words } from './words.ts'

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
