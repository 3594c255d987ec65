import type { DoorDefinition, DoorFields, Hint } from '#ingest/door/door-definition.ts'
import { own } from '#shared/own.ts'
import { unsaid } from './settings.ts'

const name = /^(leads|contacts|companies|unsorted)\[(\w{1,40})\]\[(\d{1,9})\]((?:\[\w{1,40}\]){1,6})$/
const entities: Readonly<Record<string, string>> = { leads: 'lead', contacts: 'contact', companies: 'company' }

/** What an enquiry is, or has become. */
const leadOfEnquiry = /^(\[lead_id\]|\[data\]\[leads\]\[\d+\]\[id\]|\[accept_result\]\[leads\]\[\d+\])$/

/** Companies come among the contacts, with a type of their own. */
function entityOf(fields: DoorFields, list: string, event: string, index: string): string | undefined {
  if (list === 'contacts' && fields.get(`contacts[${event}][${index}][type]`) === 'company') return 'company'
  return own(entities, list)
}

function hintOf(fields: DoorFields, key: string, value: string): Hint | undefined {
  const [, list = '', event = '', index = '', rest = ''] = name.exec(key) ?? []
  if (!/^\d{1,19}$/.test(value)) return undefined
  const isLeadOfEnquiry = list === 'unsorted' && leadOfEnquiry.test(rest)
  const isNoteOfLead = list === 'leads' && event === 'note' && rest === '[note][element_id]'
  const entity = isLeadOfEnquiry
    ? 'lead'
    : rest === '[id]' || isNoteOfLead
      ? entityOf(fields, list, event, index)
      : undefined
  if (!entity) return undefined
  const at = ['last_modified', 'updated_at', 'date_create', 'created_at']
    .map((column) => fields.get(`${list}[${event}][${index}][${column}]`) ?? '')
    .find((moment) => /^\d{9,11}$/.test(moment))
  return { entity, id: value, event: `${list}.${event}`, ...(at ? { at: Number(at) * 1000 } : {}) }
}

/** Unsigned: the secret is the last part of the URL, and the account must be ours where the body names it. */
export const door: DoorDefinition = {
  secret: 'hook',
  proof: { kind: 'url' },
  isOurs(fields, { account, base_url }) {
    const said = [fields.get('account[subdomain]')?.toLowerCase(), fields.get('account[id]')].filter((one) => one)
    // A subdomain that was renamed stands in base_url, while `account` stays what the records are kept under.
    const ours = [account.toLowerCase(), base_url && new URL(base_url).hostname.split('.')[0]]
    return account === unsaid || said.length === 0 || ours.some((one) => said.includes(one))
  },
  hints(fields) {
    const found = new Map<string, Hint>()
    for (const [key, value] of fields) {
      const hint = hintOf(fields, key, value)
      if (hint) found.set(`${hint.entity}:${hint.id}:${hint.event}`, hint)
    }
    return [...found.values()]
  },
}
