import { expect, it } from 'vitest'
import { openBench } from './builders/test-source-run.ts'
import { bitrix24Setting, bitrix24World } from './platforms/bitrix24.ts'
import type { Asked } from './replay-server/server.ts'

const setting = {
  ...bitrix24Setting,
  yaml: (url: string) =>
    bitrix24Setting
      .yaml(url)
      .replace('scan_days: 1', 'scan_days: 60, items: [{type: 31, as: payment}]')
      .concat('resources: [items]\n'),
}

const invoice = {
  ...{ id: 7, createdTime: '2026-07-02T10:00:00+03:00', updatedTime: '2026-07-06T12:00:00+03:00' },
  ...{ movedTime: '2026-07-06T12:00:00+03:00', closedate: '2026-08-30T03:00:00+03:00' },
  ...{ stageId: 'DT31_2:P', categoryId: 2, opportunity: 5000.5, currencyId: 'RUB', parentId2: 12 },
}

async function opened() {
  const world = bitrix24World()
  const invoices: object[] = []
  const answer = (asked: Asked) => {
    const isList = asked.path.endsWith('/crm.item.list.json') && asked.body.includes('">id":"0"')
    return isList ? { body: { result: { items: invoices } } } : world.answer(asked)
  }
  return { invoices, bench: await openBench(setting, answer) }
}

it('an invoice that was taken back from the paid ones brings no money any more', async () => {
  const { invoices, bench } = await opened()
  await using _ = bench
  invoices.push(invoice, { ...invoice, id: 8, stageId: 'DT31_2:N' })
  await bench.pull()
  const newest = async () =>
    (await bench.rows('payment')).toSorted((a, b) => Number(a.pulled_at) - Number(b.pulled_at)).at(-1)
  expect(await bench.rows('payment')).toHaveLength(1)
  expect(await newest()).toMatchObject({ payment_id: '31-7', deal_id: '12', amount_micros: 5_000_500_000n })
  bench.clock.time += 3_600_000
  invoices[0] = { ...invoice, stageId: 'DT31_2:N', updatedTime: '2026-07-20T12:30:00+03:00' }
  await bench.pull()
  expect(await newest()).toMatchObject({ payment_id: '31-7', deal_id: null, lead_id: null, amount_micros: 0n })
  expect(new Set((await bench.rows('payment')).map(({ payment_id }) => payment_id))).toEqual(new Set(['31-7']))
})

it('the day by which an invoice has to be paid is not the day on which it was', async () => {
  const { invoices, bench } = await opened()
  await using _ = bench
  invoices.push({ ...invoice, movedTime: null, stageId: 'DT31_2:OWN', stageSemanticId: 'S' })
  await bench.pull()
  expect((await bench.rows('payment'))[0]).toMatchObject({
    paid_at: Date.parse(invoice.updatedTime),
    is_dated: false,
  })
})
