import * as z from 'zod'
import { say } from '#shared/i18n/text.ts'
import { isTimeZone } from '#shared/numbers/zone.ts'
import { resourceOf } from '../../source.ts'
import { priceFields } from './fields.ts'

export const settings = z.strictObject({
  counter: z.coerce
    .string()
    .regex(/^\d{1,20}$/)
    .meta({
      about: say(
        'Номер счётчика Метрики: Настройка → Счётчик, только цифры',
        'Metrika counter number: Settings → Tag, digits only',
      ),
    }),
  attribution: z
    .string()
    .regex(/^[A-Za-z_]{2,40}$/)
    .default('last')
    .meta({
      about: say(
        'Чьи метки у визита: last — свои, lastsign — последнего значимого источника',
        'Whose tags a visit has: last: its own; lastsign: those of the last significant source',
      ),
    }),
  time_zone: z
    .string()
    .refine(isTimeZone)
    .optional()
    .meta({
      about: say(
        'Часовой пояс счётчика, если Метрика его не сообщает, например Europe/Moscow',
        "The counter's time zone where Metrika does not tell it, for example Europe/Moscow",
      ),
    }),
  goals: z
    .array(z.coerce.string().regex(/^\d{1,20}$/))
    .max(18)
    .default([])
    .meta({
      about: say(
        'Номера целей, которые считать ключевыми событиями в отчётах; пусто — все цели',
        'Goal numbers that count as key events in reports; empty: all goals',
      ),
    }),
  scales: z
    .partialRecord(z.enum(priceFields), z.int().min(1))
    .default({})
    .meta({
      about: say(
        'Во сколько раз Метрика умножает цену в поле логов, если не так, как в её документах',
        'By how much Metrika multiplies the price in a field of its logs, where it differs from its documents',
      ),
    }),
  page_size: z
    .int()
    .min(1)
    .max(100_000)
    .default(100_000)
    .meta({ about: say('Строк отчёта в одном запросе', 'Rows of a report in one request') }),
  page_bytes: z
    .int()
    .min(100)
    .max(32 << 20)
    .default(4 << 20)
    .meta({ about: say('Сколько байт лога держать в памяти сразу', 'Bytes of a log to hold in memory at once') }),
})
export type Settings = z.output<typeof settings>

export const resource = resourceOf(settings)
