import { type BenchWorld, list, now, rendered, scale, upTo } from './world.ts'

const size = 50
const count = 20_000 * scale
const start = now - 15 * 86_400_000
const time = { start: 1, finish: 2, duration: 0.1, operating: 0 }
const portalTime = (ms: number) => new Date(ms + 10_800_000).toISOString().replace(/\.\d+Z$/, '+03:00')

const shared = (i: number) => ({
  ...{ ID: String(i), CONTACT_ID: String(1 + (i % 900)), COMPANY_ID: '0', ASSIGNED_BY_ID: String(1 + (i % 5)) },
  ...{ DATE_CREATE: portalTime(start + i * 1000), DATE_MODIFY: portalTime(start + i * 2000), SOURCE_ID: 'WEB' },
  ...{ UTM_SOURCE: 'yandex', UTM_MEDIUM: 'cpc', UTM_CAMPAIGN: String(70_000_000 + upTo(60)), UTM_CONTENT: null },
  ...{ UTM_TERM: null, OPPORTUNITY: `${upTo(90_000)}.50`, CURRENCY_ID: 'RUB' },
})

const rows: Readonly<Record<string, (i: number) => object>> = {
  'crm.lead.list': (i) => ({
    ...shared(i),
    ...{ STATUS_ID: i % 4 ? 'NEW' : 'CONVERTED', STATUS_SEMANTIC_ID: 'P', UF_CRM_REGION: 'Москва' },
    UF_CRM_BUDGET: `${upTo(900)}000|RUB`,
    PHONE: [{ ID: String(i), VALUE: `+7 912 ${String(1_000_000 + i)}`, VALUE_TYPE: 'WORK', TYPE_ID: 'PHONE' }],
    EMAIL: [{ ID: String(i), VALUE: `person${i}@example.org`, VALUE_TYPE: 'WORK', TYPE_ID: 'EMAIL' }],
  }),
  'crm.deal.list': (i) => ({
    ...shared(i),
    ...{ CATEGORY_ID: '0', STAGE_ID: i % 3 ? 'NEW' : 'WON', STAGE_SEMANTIC_ID: i % 3 ? 'P' : 'S', LEAD_ID: String(i) },
    ...{ CLOSED: i % 3 ? 'N' : 'Y', CLOSEDATE: '', MOVED_TIME: portalTime(start + i * 2000) },
  }),
  'crm.stagehistory.list': (i) => ({
    ...{ ID: String(i), TYPE_ID: 2, OWNER_ID: i, CREATED_TIME: portalTime(start + i * 1000) },
    ...{ STATUS_ID: 'NEW', STATUS_SEMANTIC_ID: 'P' },
  }),
}

/** 20,000 leads, deals and stages of leads by 50. */
export function bitrix24(): BenchWorld {
  /** Each page's `result`, as written. */
  const pages = new Map<string, readonly string[]>()
  for (const [method, rowOf] of Object.entries(rows)) {
    const isHistory = method === 'crm.stagehistory.list'
    pages.set(
      method,
      list(count / size, (page) => {
        const some = list(size, (i) => rowOf(page * size + i + 1))
        return JSON.stringify(isHistory ? { items: some } : some)
      }),
    )
  }
  const times = JSON.stringify(time)
  const whole = (result: string) => rendered(Buffer.from(`{"result":${result},"time":${times}}`))
  const pageOf = (method: string, place: number) => pages.get(method)?.[place] ?? '[]'
  /** Pages that follow one another, from the id of the first; facts are asked for in batches too and are none here. */
  function batch(cmd: Readonly<Record<string, string>>) {
    const [first = ''] = Object.values(cmd)
    const [method = '', query = ''] = first.split('?')
    const from = Number(new URLSearchParams(query).get('filter[>ID]') ?? 0) / size
    const results = Object.keys(cmd).map(
      (key, i) => `"${key}":${key.startsWith('page_') ? pageOf(method, from + i) : '{}'}`,
    )
    return whole(`{"result":{${results.join()}},"result_error":[]}`)
  }
  return {
    yaml: (url) => `
name: bench
kind: bitrix24
account: p1
base_url: ${url}
secrets: {webhook: HOOK}
since: 2026-07-01
resources: [leads, deals, stage_history]
settings: {portal: company.bitrix24.ru}
fields: {region: UF_CRM_REGION, budget: UF_CRM_BUDGET}
`,
    secrets: (url) => ({ HOOK: `${url}/rest/1/secret/` }),
    answer({ path, body }) {
      const method = /([\w.]+)\.json$/.exec(path)?.[1] ?? ''
      if (method === 'batch') return batch(JSON.parse(body).cmd)
      if (method === 'crm.stagehistory.list' && body.includes('"entityTypeId":2')) return whole('[]')
      const after = Number(/">ID":"?(\d+)/.exec(body)?.[1] ?? 0)
      return whole(pageOf(method, after / size))
    },
  }
}
