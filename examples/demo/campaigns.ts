/** What a month of a campaign brings when nothing special happens. Money is in roubles without VAT. */
export interface Campaign {
  /** Id in the ad cabinet, and the utm_campaign of its links */
  readonly id: string
  readonly name: string
  readonly cabinet: 'direct' | 'vk' | 'telegram' | null
  readonly utmSource: string
  readonly utmMedium: string
  /** Search phrases of its links; those with the company's name make the lead a brand lead */
  readonly terms: readonly string[]
  readonly landing: string
  readonly product: string
  readonly requests: number
  readonly valid: number
  readonly sql: number
  readonly spend: number
  readonly clickPrice: number
  readonly clickRate: number
}

const direct = { cabinet: 'direct', utmSource: 'yandex', utmMedium: 'cpc', clickRate: 0.06 } as const
const vk = { terms: [], cabinet: 'vk', utmSource: 'vk', utmMedium: 'cpc', clickRate: 0.011 } as const
const telegram = { terms: [], cabinet: 'telegram', utmSource: 'telegram', utmMedium: 'cpm', clickRate: 0.007 } as const
const unpaid = { terms: [], cabinet: null, spend: 0, clickPrice: 0, clickRate: 0, landing: '/' } as const
const house = { landing: '/doma', product: 'Дом' } as const
const plot = { landing: '/uchastki', product: 'Участок' } as const

/** The campaign that spoils the last month. Kept apart because its months follow the story, not the season. */
export const summerPlots: Campaign = {
  ...vk,
  ...plot,
  ...{ id: '10284477', name: 'Участки · лето' },
  ...{ requests: 12, valid: 9, sql: 5, spend: 10_300, clickPrice: 29 },
}

export const campaigns: readonly Campaign[] = [
  {
    ...direct,
    ...house,
    ...{
      id: '70514201',
      name: 'Бренд · Поиск',
      landing: '/',
      terms: ['агентство загородный дом', 'загородный дом отзывы'],
    },
    ...{ requests: 15, valid: 13, sql: 8, spend: 9_200, clickPrice: 26 },
  },
  {
    ...direct,
    ...house,
    ...{ id: '70514202', name: 'Дома под ключ · Поиск', terms: ['дом под ключ цена', 'купить дом с участком'] },
    ...{ requests: 27, valid: 24, sql: 13, spend: 35_800, clickPrice: 74 },
  },
  {
    ...direct,
    ...plot,
    ...{ id: '70514203', name: 'Участки · Поиск', terms: ['купить участок ижс', 'участок калужское шоссе'] },
    ...{ requests: 12, valid: 10, sql: 5, spend: 16_200, clickPrice: 74 },
  },
  {
    ...direct,
    ...house,
    ...{ id: '70514204', name: 'РСЯ · Ретаргетинг', clickRate: 0.009, terms: [] },
    ...{ requests: 4, valid: 3, sql: 1, spend: 4_800, clickPrice: 21 },
  },
  {
    ...vk,
    ...house,
    ...{ id: '10284401', name: 'Дома · похожая аудитория' },
    ...{ requests: 14, valid: 11, sql: 4, spend: 13_300, clickPrice: 41 },
  },
  {
    ...vk,
    ...house,
    ...{ id: '10284402', name: 'Ретаргетинг · сайт' },
    ...{ requests: 10, valid: 7, sql: 2, spend: 7_600, clickPrice: 33 },
  },
  {
    ...telegram,
    ...house,
    ...{ id: '31055', name: 'Каналы о стройке' },
    ...{ requests: 9, valid: 8, sql: 4, spend: 13_400, clickPrice: 68 },
  },
  {
    ...telegram,
    ...plot,
    ...{ id: '31056', name: 'Каналы о даче' },
    ...{ requests: 5, valid: 4, sql: 2, spend: 7_100, clickPrice: 61 },
  },
  {
    ...unpaid,
    ...{ id: '', name: '', utmSource: 'google', utmMedium: 'organic', product: 'Дом' },
    ...{ requests: 14, valid: 13, sql: 9 },
  },
  {
    ...unpaid,
    ...{ id: '', name: '', utmSource: '', utmMedium: '', product: 'Дом' },
    ...{ requests: 10, valid: 9, sql: 5 },
  },
]
