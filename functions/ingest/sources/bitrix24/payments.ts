import { type Mapped, to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { own } from '#shared/own.ts'
import type { Ask } from '../../source.ts'
import { itemId, takenBack } from './ids.ts'
import { currencyOf } from './records.ts'
import type { Settings } from './settings.ts'
import type { WireRow } from './wire-row.ts'

function isPaid(row: WireRow, { connection }: Ask<Settings>): boolean {
  const stage = row.text('STAGE_ID') ?? ''
  const isNamed = /:(P|PAID|WON|SUCCESS)$/.test(stage) || own(connection.stages, stage) === 'paid'
  return isNamed || row.text('STAGE_SEMANTIC_ID') === 'S'
}

/** Only paid invoices are payments; the stage of success says so. Nor is one any more that was taken back from there. */
export function paymentOf(row: WireRow, ask: Ask<Settings>): Mapped {
  const payment_id = itemId(ask.item.id, 'payment', row.id())
  if (!isPaid(row, ask)) return takenBack(payment_id)
  return to('payment', {
    payment_id,
    deal_id: row.ref('PARENT_ID_2'),
    lead_id: row.ref('PARENT_ID_1'),
    // CLOSEDATE is the day by which it has to be paid.
    paid_at: row.at('paid_at', 'MOVED_TIME', 'UPDATED_TIME') ?? undefined,
    is_dated: row.text('MOVED_TIME') !== null,
    amount_micros: wire.money('amount_micros', row.text('OPPORTUNITY')) ?? undefined,
    currency: currencyOf(row.text('CURRENCY_ID')) ?? undefined,
  })
}
