import { bitrix24, bitrix24App } from '#ingest/sources/bitrix24/index.ts'
import type { Setting } from '../builders/test-source-run.ts'
import { webhookSecret } from './bitrix24/world.ts'

export { bitrix24World } from './bitrix24/world.ts'

const mapping = 'fields: {region: UF_CRM_REGION, budget: UF_CRM_BUDGET, verdict: UF_CRM_VERDICT, cost: UF_CRM_COST}'

export const bitrix24Setting: Setting = {
  source: bitrix24,
  yaml: (url) => `
name: crm
kind: bitrix24
account: p1
base_url: ${url || 'http://127.0.0.1:1'}
secrets: {webhook: B24_WEBHOOK, hook: B24_HOOK}
since: 2026-07-01
settings: {portal: company.bitrix24.ru, scan_days: 1}
${mapping}
`,
  secrets: (url) => ({
    B24_WEBHOOK: `${url}/rest/1/${webhookSecret}/`,
    B24_HOOK: 'canary-application-token',
  }),
  now: Date.UTC(2026, 6, 20, 9),
}

export const bitrix24AppSetting: Setting = {
  source: bitrix24App,
  yaml: (url) => `
name: crm
kind: bitrix24_app
account: p1
base_url: ${url || 'http://127.0.0.1:1'}
secrets: {refresh: B24_REFRESH, client_id: B24_ID, client_secret: B24_SECRET, hook: B24_HOOK}
since: 2026-07-01
settings: {portal: company.bitrix24.ru, scan_days: 60, offline: true, oauth_url: '${url || 'http://127.0.0.1:1'}/oauth/token/'}
${mapping}
`,
  secrets: () => ({
    B24_REFRESH: 'canary-refresh-0',
    B24_ID: 'local.app',
    B24_SECRET: 'canary-client-secret',
    B24_HOOK: 'canary-application-token',
  }),
  now: Date.UTC(2026, 6, 20, 9),
}
