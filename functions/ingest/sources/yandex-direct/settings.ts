import * as z from 'zod'
import { say } from '#shared/i18n/text.ts'
import type { Ask, Io } from '../../source.ts'

const about = <T extends z.ZodType>(type: T, ru: string, en: string): T => type.meta({ about: say(ru, en) })

const login = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{0,100}$/)

export const settings = z.strictObject({
  agency: about(
    z.boolean().default(false),
    'Токен агентства: читать всех его клиентов',
    "An agency's token: read all of its clients",
  ),
  logins: about(
    z.array(login).default([]),
    'Логины клиентов, если читать только их; пусто — владелец токена',
    'Logins of clients, if only these are read; empty: the owner of the token',
  ),
  goals: about(
    z.array(z.coerce.string().regex(/^\d+$/)).default([]),
    'Номера целей Метрики, конверсии по которым нужны',
    'Ids of the Metrika goals whose conversions are wanted',
  ),
  level: about(
    z.enum(['campaign', 'ad_group', 'ad', 'keyword']).default('ad'),
    'До какого уровня расход: campaign, ad_group, ad, keyword',
    'How fine the spend: campaign, ad_group, ad, keyword',
  ),
  include_vat: about(z.boolean().default(false), 'Брать расход с НДС', 'Take the spend with VAT'),
  /** Names change over time: none is refused here. Empty: the platform's default. */
  attribution: z.array(z.string().regex(/^[A-Za-z_]+$/)).default(['AUTO']),
  /** Units of the agency instead of its client's. */
  use_operator_units: z.boolean().default(false),
  /** Where the account may not read its own `Currency`. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  time_zone: z.string().default('Europe/Moscow'),
  sandbox: z.boolean().default(false),
  /** `v501` also lists unified performance campaigns. */
  api: z
    .string()
    .regex(/^v\d+$/)
    .default('v5'),
  page_size: z.int().min(1).max(10_000).default(10_000),
  /** Which lines a report has, and whether its money is in micros. */
  report: z
    .strictObject({
      title: z.boolean().default(false),
      columns: z.boolean().default(true),
      summary: z.boolean().default(true),
      micros: z.boolean().default(false),
    })
    .prefault({}),
})

export type Settings = z.output<typeof settings>
export type DirectAsk = Ask<Settings>
export type DirectIo = Io<Settings>
