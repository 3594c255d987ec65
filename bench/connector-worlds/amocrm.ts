import { type BenchWorld, bytesOf, list, now, rendered, scale, upTo } from './world.ts'

const sizes: Readonly<Record<string, { readonly count: number; readonly page: number }>> = {
  leads: { count: 20_000 * scale, page: 250 },
  contacts: { count: 10_000 * scale, page: 250 },
  events: { count: 20_000 * scale, page: 100 },
}
const start = Math.floor(now / 1000) - 15 * 86_400

const field = (field_id: number, field_name: string, value: unknown, field_code: string | null = null) => ({
  ...{ field_id, field_name, field_code, field_type: 'text' },
  values: [{ value }],
})

const leadOf = (i: number) => ({
  ...{ id: 39_000_000 + i, name: `Заявка с сайта ${i}`, price: upTo(90_000), responsible_user_id: 504_141 },
  ...{ group_id: 0, status_id: i % 9 ? 101 + (i % 4) : 143, pipeline_id: 3_104_455, loss_reason_id: null },
  ...{ source_id: null, created_by: 504_141, updated_by: 504_141, created_at: start + i - 5000, updated_at: start + i },
  ...{ closed_at: null, closest_task_at: null, is_deleted: false, score: null, account_id: 28_805_383 },
  is_price_modified_by_robot: false,
  custom_fields_values: [
    field(1, 'Регион', i % 2 ? 'Москва' : 'Тверь'),
    field(2, 'Бюджет', `${upTo(900)} 000`),
    field(3, 'Комментарий', 'перезвонить после обеда, интересует дом из бруса'),
    field(5, 'utm_source', 'yandex', 'UTM_SOURCE'),
    field(6, 'utm_campaign', String(70_000_000 + upTo(60)), 'UTM_CAMPAIGN'),
    field(7, '_ym_uid', `1588841681${upTo(1e9)}`, '_YM_UID'),
    field(8, 'Вердикт', i % 3 ? 'Целевой' : 'Спам'),
  ],
  _links: { self: { href: `https://example.amocrm.ru/api/v4/leads/${39_000_000 + i}` } },
  _embedded: {
    tags: [{ id: 100_667, name: 'сайт' }],
    ...{ loss_reason: [], companies: [], contacts: [{ id: 10_971_465 + i, is_main: true }] },
  },
})

const contactOf = (i: number) => ({
  ...{ id: 10_971_465 + i, name: 'Иван', first_name: 'Иван', last_name: 'Петров', responsible_user_id: 504_141 },
  ...{ created_at: start - 5000, updated_at: start + i, is_deleted: false, account_id: 28_805_383 },
  custom_fields_values: [
    field(11, 'Телефон', `+7 912 ${String(1_000_000 + i)}`, 'PHONE'),
    field(12, 'Email', `person${i}@example.org`, 'EMAIL'),
  ],
  _links: { self: { href: `https://example.amocrm.ru/api/v4/contacts/${10_971_465 + i}` } },
  _embedded: { tags: [], companies: [] },
})

const eventOf = (i: number) => ({
  ...{
    id: `01pz${i}`,
    type: 'lead_status_changed',
    entity_id: 39_000_000 + (i % sizes.leads!.count),
    entity_type: 'lead',
  },
  ...{ created_by: 504_141, created_at: start + i, account_id: 28_805_383 },
  value_after: [{ lead_status: { id: 102 + (i % 3), pipeline_id: 3_104_455 } }],
  value_before: [{ lead_status: { id: 101, pipeline_id: 3_104_455 } }],
})

const makers: Readonly<Record<string, (i: number) => object>> = { leads: leadOf, contacts: contactOf, events: eventOf }

/** 20,000 leads by 250, 10,000 contacts, 20,000 changes of stage by 100; keyset pages are served by the moment asked for. */
export function amocrm(): BenchWorld {
  const pages = new Map<string, readonly Uint8Array[]>()
  for (const [name, { count, page }] of Object.entries(sizes)) {
    const rows = list(count, makers[name]!)
    pages.set(
      name,
      list(count / page, (i) => {
        const _links = { self: { href: 'x' }, ...((i + 1) * page < count ? { next: { href: 'x' } } : {}) }
        return bytesOf({ _page: i + 1, _links, _embedded: { [name]: rows.slice(i * page, (i + 1) * page) } })
      }),
    )
  }
  const shown = new Map<string, number>()
  return {
    yaml: (url) => `
name: bench
kind: amocrm_token
account: example
base_url: ${url}
secrets: {token: TOKEN}
since: 2026-07-01
resources: [leads, contacts, events]
settings: {}
fields: {region: "1", budget: "2", verdict: "8"}
`,
    secrets: () => ({ TOKEN: 'bench' }),
    again: () => shown.clear(),
    answer({ path }) {
      const name = path.replace('/api/v4/', '')
      if (name === 'account') return { body: { id: 77, currency: 'RUB' } }
      const at = shown.get(name) ?? 0
      shown.set(name, at + 1)
      const page = pages.get(name)?.[at]
      return page ? rendered(page) : { status: 204 }
    },
  }
}
