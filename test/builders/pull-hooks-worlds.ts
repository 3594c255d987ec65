import type { Asked, Platform, Reply } from '#test/replay-server/server.ts'
import { amocrmSetting, amocrmWorld } from '../platforms/amocrm.ts'
import { leadOf } from '../platforms/amocrm-data.ts'
import { toySetting } from '../platforms/toy.ts'
import type { Setting } from './test-source-run.ts'

/** A system in which things happen; each is told by a webhook. */
export interface HookWorld {
  readonly answer: Platform
  /** Something happens at this moment (epoch ms); answers the body of its webhook. */
  happen(random: () => number, now: number): string
  /** The grant that is valid now. */
  grant(): Readonly<Record<string, string>>
}

export interface HookPlay {
  readonly setting: Setting
  readonly open: () => HookWorld
}

export const hookSecret = 'canary-hook-secret-0123456789'
const pageSize = 400
const known = 1500

/** The toy CRM with thousands of leads: the same wire as toyWorld, quicker. */
function manyLeads(): HookWorld {
  const phone = () => `+7 912 ${String(leads.size).padStart(7, '0')}`
  const leads = new Map<string, { id: string; created: string; updated: string; phone: string }>()
  const put = (id: string, now: number) => {
    const updated = new Date(now).toISOString()
    leads.set(id, { id, created: leads.get(id)?.created ?? updated, updated, phone: phone() })
  }
  for (let i = 0; i < 300; i++) put(`lead${i}`, toySetting.now - 86_400_000 + i * 1000)
  let generation = 0

  function list({ query }: Asked): Reply {
    const ids = query.getAll('id')
    if (ids.length > 0) return { body: { rows: ids.flatMap((id) => leads.get(id) ?? []) } }
    const [from = '', to = '', after = ''] = ['from', 'to', 'after'].map((name) => query.get(name) ?? '')
    const place = ({ updated, id }: { updated: string; id: string }) => `${updated} ${id}`
    const rows = [...leads.values()]
      .filter((lead) => lead.updated >= from && lead.updated <= to && place(lead) > after)
      .sort((a, b) => (place(a) < place(b) ? -1 : 1))
    const page = rows.slice(0, pageSize)
    return { body: { rows: page, next: rows.length > pageSize ? place(page.at(-1)!) : null } }
  }

  return {
    answer(asked) {
      if (asked.path !== '/token') return list(asked)
      generation++
      return { body: { access: 'canary-access', refresh: `canary-refresh-${generation}`, expires: '864000' } }
    },
    happen(random, now) {
      const id = `lead${Math.floor(random() * known)}`
      put(id, now)
      return `leads[update][0][id]=${id}&at=${now}`
    },
    grant: () => ({}),
  }
}

/** A small amoCRM account: leads that change and new ones. */
function amocrmLeads(): HookWorld {
  const world = amocrmWorld()
  const leads = world.lists.leads!
  return {
    answer: world.answer,
    happen(random, now) {
      const at = Math.floor(now / 1000)
      const isNew = random() < 0.2 && leads.length < 60
      if (isNew) leads.push(leadOf(200 + leads.length, { created_at: at }))
      const lead = isNew ? leads.at(-1)! : leads[Math.floor(random() * leads.length)]!
      Object.assign(lead, { price: Math.floor(random() * 1e6), updated_at: at })
      const event = isNew ? 'add' : 'update'
      return `leads[${event}][0][id]=${lead.id}&leads[${event}][0][last_modified]=${at}&account[subdomain]=example&account[id]=77`
    },
    grant: () => ({ AMO_REFRESH: `canary-refresh-${world.asked.refreshes}` }),
  }
}

export const hookPlays: Readonly<Record<'toy' | 'amocrm', HookPlay>> = {
  toy: { setting: toySetting, open: manyLeads },
  amocrm: { setting: amocrmSetting, open: amocrmLeads },
}
