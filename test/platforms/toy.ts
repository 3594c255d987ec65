import * as z from 'zod'
import { bearer } from '#ingest/auth/auth.ts'
import { hashIn } from '#ingest/exchange/guard.ts'
import { patch, to } from '#ingest/mapping/mapped.ts'
import * as wire from '#ingest/mapping/wire.ts'
import { defineSource, resourceOf } from '#ingest/source.ts'
import { say } from '#shared/i18n/text.ts'
import type { Setting } from '../builders/test-source-run.ts'
import type { Asked, Reply } from '../replay-server/server.ts'

const settings = z.strictObject({})
const resource = resourceOf(settings)
const envelope = z.looseObject({ rows: wire.list(z.unknown()), next: wire.text.optional() })
const lead = z.looseObject({
  id: wire.id,
  created: wire.text,
  updated: z.string(),
  phone: wire.text.optional(),
  gone: z.boolean().optional(),
})

/** A small CRM of our own: versions by time, rotating tokens, people, webhooks, deletions. It shows what the engine does. */
export const toy = defineSource({
  name: 'toy',
  about: say('Игрушечная CRM', 'A toy CRM'),
  docs: {},
  settings,
  secrets: { refresh: say('токен', 'a token'), hook: say('секрет вебхука', "the webhook's secret") },
  auth: {
    kind: 'token',
    grant: 'refresh',
    rotates: true,
    request: ({ base_url }, { refresh }) => ({ method: 'POST', url: `${base_url}/token`, body: refresh }),
    read: (response) => {
      const read = z
        .looseObject({ access: z.string(), refresh: z.string(), expires: wire.text })
        .safeParse(response.json())
      return read.success ? { ...read.data, expiresIn: read.data.expires } : undefined
    },
    sign: bearer,
  },
  client: { baseUrl: 'https://toy.example', quotas: [{ per: 'account', rate: 1000, perMs: 1000 }] },
  classify: () => undefined,
  resources: {
    leads: resource({
      about: say('Обращения', 'Leads'),
      records: ['lead', 'contact'],
      window: { kind: 'cursor', by: 'time', overlapMs: 600_000, settleEvery: 3 },
      hints: ['lead'],
      personal: [
        { at: 'rows.*.phone', as: 'phone' },
        { at: '**.note', as: 'drop' },
      ],
      request: ({ slice, next }) => ({
        method: 'GET',
        path: 'leads',
        query: slice.ids ? { id: slice.ids } : { from: slice.from, to: slice.to, after: String(next ?? '') },
      }),
      page(response) {
        const { rows, next } = envelope.parse(response.json())
        return { rows, next: next ?? null }
      },
      row: lead,
      cursorOf: ({ updated }) => new Date(wire.instant('updated', updated) ?? 0).toISOString(),
      map: ({ id, created, updated, phone, gone }) => {
        const updated_at = wire.instant('updated', updated)
        if (gone) return patch('lead', { lead_id: id, deleted: true, updated_at })
        const created_at = wire.instant('created', created) ?? undefined
        return [
          to('lead', { lead_id: id, created_at, updated_at, contact_id: id }),
          to('contact', { contact_id: id, created_at, updated_at, phone_key: hashIn(phone) }),
        ]
      },
    }),
  },
  door: {
    secret: 'hook',
    proof: { kind: 'url' },
    hints: (fields) =>
      [...fields].flatMap(([name, id]) =>
        /^leads\[\w+\]\[\d+\]\[id\]$/.test(name) ? [{ entity: 'lead', id, event: name }] : [],
      ),
  },
})

export const toySetting: Setting = {
  source: toy,
  yaml: (url) => `
name: crm
kind: toy
base_url: ${url || 'http://127.0.0.1:1'}
secrets: {refresh: TOY_REFRESH, hook: TOY_HOOK}
since: 2026-07-01
`,
  secrets: () => ({ TOY_REFRESH: 'canary-refresh-0', TOY_HOOK: 'canary-hook-secret-0123456789' }),
  now: Date.UTC(2026, 6, 20, 9),
}

const pageSize = 4
const minute = 60_000
const start = Date.UTC(2026, 6, 2)

interface Lead {
  readonly id: string
  readonly created: string
  updated: string
  readonly phone: string
  gone?: boolean
}

export function toyWorld() {
  const leads: Lead[] = Array.from({ length: 18 }, (_, i) => ({
    id: `900000000000000000${String(i).padStart(2, '0')}`,
    created: new Date(start + i * 3 * 24 * 60 * minute).toISOString(),
    // Threes share an instant.
    updated: new Date(start + Math.floor(i / 3) * 24 * 60 * minute).toISOString(),
    phone: `+7 912 000-00-${String(i).padStart(2, '0')}`,
  }))
  let generation = 0
  const asked = { refreshes: 0 }
  const shown = ({ id, ...rest }: Lead) => ({ ...rest, id, note: 'canary-note' })

  function list({ query }: Asked): Reply {
    const ids = query.getAll('id')
    if (ids.length > 0) return { body: { rows: leads.filter(({ id }) => ids.includes(id)).map(shown) } }
    const [from = '', to = ''] = [query.get('from') ?? '', query.get('to') ?? '']
    const all = leads
      .filter(({ updated }) => updated >= from && updated <= to)
      .sort((a, b) => (a.updated + a.id < b.updated + b.id ? -1 : 1))
    const at = all.findIndex(({ id }) => id === query.get('after')) + 1
    const rows = all.slice(at, at + pageSize)
    return { body: { rows: rows.map(shown), next: at + pageSize < all.length ? rows.at(-1)!.id : null } }
  }

  return {
    leads,
    asked,
    answer(one: Asked): Reply {
      if (one.path === '/token') {
        asked.refreshes++
        if (one.body !== `canary-refresh-${generation}`) return { status: 400, body: { error: 'invalid_grant' } }
        generation++
        return {
          body: { access: `canary-access-${generation}`, refresh: `canary-refresh-${generation}`, expires: '86400' },
        }
      }
      if (one.headers.authorization !== `Bearer canary-access-${generation}`) return { status: 401, body: {} }
      return list(one)
    },
    change(): string {
      leads[2]!.updated = new Date(Date.UTC(2026, 6, 20, 9, 0)).toISOString()
      return 'crm.main.leads.'
    },
    tie() {
      const newest = leads
        .map(({ updated }) => updated)
        .sort()
        .at(-1)!
      leads.push({ id: 'tie', created: newest, updated: newest, phone: '' })
      return { record: 'lead' as const, rows: leads.length }
    },
  }
}
