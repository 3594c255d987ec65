import * as z from 'zod'
import { say } from '#shared/i18n/text.ts'

/** `123-456-7890` is how the interface shows it; the API refuses dashes. */
const customerId = z.coerce
  .string()
  .transform((text) => text.replaceAll(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{3,15}$/))

export const settings = z.strictObject({
  customer: customerId.optional().meta({
    about: say(
      'Номер аккаунта или управляющего аккаунта (MCC): тогда читаем все аккаунты под ним. Пусто: всё, что видит ключ',
      'Id of an account, or of a manager account: then all accounts below it are read. Empty: all that the key can see',
    ),
  }),
  login_customer: customerId.optional().meta({
    about: say(
      'Управляющий аккаунт, через который открыт доступ (если доступ не прямой)',
      'The manager account through which access is given (if it is not direct)',
    ),
  }),
  only: z
    .array(customerId)
    .min(1)
    .optional()
    .meta({ about: say('Только эти аккаунты', 'Only these accounts') }),
  grain: z
    .enum(['campaign', 'ad', 'keyword'])
    .default('keyword')
    .meta({
      about: say(
        'До какого уровня читать расход; итог по кампании от этого не меняется',
        "How finely cost is read; the campaign's total stays the same",
      ),
    }),
  developer_token: z
    .string()
    .optional()
    .meta({
      about: say(
        'Не нужен с 9 сентября 2026 года; отправляем, только если указан',
        'Not needed since 9 September 2026; sent only if it is set',
      ),
    }),
})
export type Settings = z.output<typeof settings>
