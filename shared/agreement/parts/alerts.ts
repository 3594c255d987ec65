import * as z from 'zod'
import { about, days, idText, oneOrMore, share, words } from './words.ts'

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
