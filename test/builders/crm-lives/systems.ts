import { playedUrl } from '../pull-kill-http.ts'
import { amocrmPortal } from './amocrm.ts'
import { bitrix24Portal } from './bitrix24.ts'
import { bitrix24Stages } from './bitrix24-cards.ts'
import type { Portal } from './card.ts'

export interface LifeSystem {
  /** The connection, without these words of its mapping. */
  readonly yaml: (unmapped: ReadonlySet<string>) => string
  readonly secrets: Readonly<Record<string, string>>
  /** What stands behind the connection's name in the address of the door. */
  readonly hookPath: string
  readonly open: () => Portal
  /** How often what happens. */
  readonly acts: Readonly<Record<string, number>>
}

const written = {
  ...{ owner: 3, budget: 2, region: 2, category: 2, verdict: 5, 'verdict date': 2, 'verdict cleared': 1 },
  ...{ 'verdict and date cleared': 2, answer: 2, decision: 1 },
}
const everyday = {
  phone: 1,
  rename: 1,
  create: 6,
  import: 1,
  enquire: 3,
  accept: 3,
  decline: 1,
  move: 8,
  win: 3,
  lose: 3,
  call: 5,
}
const hookSecret = 'canary-hook-secret-0123456789'

const mapping = (fields: Readonly<Record<string, string>>, unmapped: ReadonlySet<string>) =>
  JSON.stringify(Object.fromEntries(Object.entries(fields).filter(([word]) => !unmapped.has(word))))

const amocrmFields = {
  ...{ region: '1', category: '2', verdict: '7', verdict_at: '8', reason: '9', answer: '12', answer_at: '13' },
  decision: '14',
}

const amocrmYaml = (settings: string) => (unmapped: ReadonlySet<string>) =>
  `
name: crm
kind: amocrm_token
account: example
base_url: ${playedUrl}
secrets: {token: AMO_TOKEN, hook: AMO_HOOK}
since: 2026-06-01
settings: {page_size: 5, events_page_size: 4, scan_days: 1${settings}}
fields: ${mapping(amocrmFields, unmapped)}
`

const amocrm: LifeSystem = {
  yaml: amocrmYaml(''),
  secrets: { AMO_TOKEN: 'canary-access-0', AMO_HOOK: hookSecret },
  hookPath: hookSecret,
  open: amocrmPortal,
  acts: { ...everyday, ...written, delete: 2, restore: 2, 'merge leads': 1, 'merge contacts': 1 },
}

/** A word that stands on leads and on deals. */
const both = ['region', 'category', 'verdict', 'verdict_at', 'reason', 'answer', 'answer_at', 'decision']
const bitrix24Fields = {
  ...Object.fromEntries(both.map((word) => [word, `UF_CRM_D_${word.toUpperCase()} UF_CRM_L_${word.toUpperCase()}`])),
  lost_reason: 'UF_CRM_D_LOST',
}

/** Verdicts by the log of their field: each stands under the moment at which it was written. */
const amocrmLog: LifeSystem = {
  ...amocrm,
  yaml: amocrmYaml(', verdict_from: events'),
  open: () => amocrmPortal({ logsVerdicts: true }),
}

const bitrix24: LifeSystem = {
  yaml: (unmapped) => `
name: crm
kind: bitrix24
account: p1
base_url: ${playedUrl}
secrets: {webhook: B24_WEBHOOK, hook: B24_HOOK}
since: 2026-06-01
settings: {portal: company.bitrix24.ru, scan_days: 1}
stages: ${JSON.stringify(bitrix24Stages)}
fields: ${mapping(bitrix24Fields, unmapped)}
`,
  secrets: { B24_WEBHOOK: `${playedUrl}/rest/1/canary0b24secret1/`, B24_HOOK: 'canary-application-token' },
  hookPath: '',
  open: bitrix24Portal,
  acts: { ...everyday, ...written, 'move lead': 4, delete: 2, restore: 2 },
}

export const systems = { amocrm, 'amocrm by its log': amocrmLog, bitrix24 } as const
