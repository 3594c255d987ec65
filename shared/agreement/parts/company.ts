import * as z from 'zod'
import { about, idText, label, share, weekday, words } from './words.ts'

const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone.includes('/') || zone === 'UTC'
  } catch {
    return false
  }
}

const vat = z.strictObject({
  basis: about(
    z.enum(['net', 'gross']),
    'Расходы считаем без НДС (net) или с НДС (gross)',
    'Spend net or gross of VAT',
    'net',
  ),
  rate: about(share, 'Ставка НДС', 'VAT rate', '20%'),
})

const margin = z.discriminatedUnion('kind', [
  about(
    z.strictObject({ kind: z.literal('deal_cost') }),
    'Прибыль = сумма − себестоимость сделки',
    'Profit = amount − cost of the deal',
  ),
  about(
    z.strictObject({
      kind: z.literal('rate'),
      rate: about(share, 'Доля валовой прибыли в выручке', 'Gross profit as a share of revenue', '35%'),
      products: about(z.record(words, share), 'Доля по продуктам', 'Share per product', { Дом: '40%' }).optional(),
    }),
    'Прибыль = доля выручки',
    'Profit = a share of revenue',
  ),
  about(z.strictObject({ kind: z.literal('none') }), 'Прибыль не известна', 'Profit is not known'),
])

export const company = about(
  z.strictObject({
    name: about(words, 'Компания', 'Company name', 'Загородный дом'),
    time_zone: about(z.string().refine(isTimeZone), 'Часовой пояс', 'Time zone', 'Europe/Moscow'),
    currency: about(z.string().regex(/^[A-Z]{3}$/), 'Валюта отчётов', 'Currency of the reports', 'RUB'),
    week_start: about(weekday.default('monday'), 'Первый день недели', 'First day of the week', 'monday'),
    languages: about(
      z
        .array(z.enum(['ru', 'en']))
        .min(1)
        .default(['ru', 'en']),
      'Языки отчётов',
      'Languages of the reports',
      ['ru', 'en'],
    ),
    vat: about(vat, 'НДС в расходах', 'VAT in spend', { basis: 'net', rate: '20%' }),
    margin: about(margin, 'Откуда валовая прибыль', 'Where gross profit comes from', { kind: 'deal_cost' }),
  }),
  'Компания',
  'The company',
  {
    name: 'Загородный дом',
    time_zone: 'Europe/Moscow',
    currency: 'RUB',
    vat: { basis: 'net', rate: '20%' },
    margin: { kind: 'deal_cost' },
  },
)

export const glossary = about(
  z.record(idText, z.strictObject({ label, text: label })),
  'Словарь: термин, название и определение',
  'Glossary: term, label and definition',
  { valid_lead: { label: { ru: 'Валидный лид', en: 'Valid lead' }, text: { ru: '…', en: '…' } } },
)
