import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Asker } from '#cli/connect/ask.ts'
import { collect } from '#cli/connect/collect.ts'
import { connectorsPage } from '#cli/connect/docs.ts'
import { draftSystem } from '#cli/connect/draft.ts'
import { settingFields } from '#cli/connect/fields.ts'
import { tokenGuides } from '#cli/connect/guides.ts'
import { connectionsJsonSchema } from '#cli/connect/json-schema.ts'
import type { ConnectSystemOptions } from '#cli/connect/request.ts'
import { rolesOf } from '#cli/connect/secrets.ts'
import type { Standing } from '#cli/connect/standing.ts'
import { checkHints, checkQuota } from '#cli/doctor/connect-checks.ts'
import { checkFreshness } from '#cli/doctor/connect-freshness.ts'
import { checkToken } from '#cli/doctor/connect-token.ts'
import { checkBlocked } from '#cli/doctor/published.ts'
import { sourceLine } from '#cli/doctor/source-lines.ts'
import { type Connection, parseConnection } from '#ingest/connection/connections.ts'
import { addHints } from '#ingest/door/hints.ts'
import { shutKey } from '#ingest/exchange/quota.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { amocrm, amocrmToken } from '#ingest/sources/amocrm/index.ts'
import { ga4 } from '#ingest/sources/ga4/index.ts'
import { sources } from '#ingest/sources/index.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { keys } from '#shared/names.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import { settableClock } from './builders/sync-project.ts'
import { amocrmYaml } from './platforms/amocrm.ts'
import { ga4Setting } from './platforms/ga4.ts'

const now = Date.UTC(2026, 10, 22, 12)
const dayMs = 86_400_000
const all = Object.values(sources)

/** Somebody at the terminal who answers by the first word of the question. */
function person(answers: Readonly<Record<string, string | readonly string[]>>) {
  const [shown, hidden, left] = [[] as string[], [] as string[], new Map<string, string[]>()]
  const answer = (text: string) => {
    const name = text.split(':')[0]!
    const given = answers[name] ?? ''
    const rest = left.get(name) ?? (typeof given === 'string' ? [given] : [...given])
    left.set(name, rest.slice(1))
    return rest[0] ?? ''
  }
  const asker: Asker = {
    ask: async ({ en }) => answer(shown[shown.push(en) - 1]!),
    askSecret: async ({ en }) => answer(hidden[hidden.push(en) - 1]!),
    tell: ({ en }) => void shown.push(en),
  }
  return { asker, shown, hidden }
}

const asked = (
  source: (typeof all)[number],
  options: ConnectSystemOptions,
  asker?: Asker,
  env: Record<string, string> = {},
) => collect(source, source.name, options, { secrets: memorySecrets({}), env, asker, now })

describe('a person is asked', () => {
  it('what is needed, again until it fits; Enter keeps defaults; secrets are asked without showing them', async () => {
    const { asker, shown, hidden } = person({ property: ['G-ABC', '', '123'], key: '{"a": 1}' })
    const { request, values } = await asked(ga4, {}, asker)
    expect(request).toMatchObject({ settings: { property: '123' }, secrets: { key: 'GA4_KEY' }, since: '2026-08-24' })
    expect([...values]).toEqual([['GA4_KEY', '{"a": 1}']])
    expect(shown.filter((text) => text.startsWith('property:')).length).toBe(3)
    expect(shown.some((text) => text.startsWith('page_size'))).toBe(false)
    expect(hidden.length).toBe(1)
  })

  it('for a word and for a needed secret until there is one, and is told why', async () => {
    const { asker, shown, hidden } = person({ account: ['example.amocrm.ru', 'example'], token: ['', 'key'] })
    const { request, values } = await asked(amocrmToken, {}, asker)
    expect(request.account).toBe('example')
    expect(shown.filter((text) => text.includes('✗'))).toEqual([
      expect.stringContaining('without dots'),
      expect.stringContaining('it is needed'),
    ])
    expect(hidden.length).toBe(2)
    expect([...values]).toContainEqual(['AMOCRM_TOKEN', 'key'])
  })

  it('nothing that the flags or the environment have answered', async () => {
    const { asker, shown, hidden } = person({})
    const options = { set: ['property=5'], account: 'shop', since: '2026-01-01' }
    const { request } = await asked(ga4, options, asker, { GA4_KEY: 'x' })
    expect(request).toMatchObject({ account: 'shop', since: '2026-01-01', settings: { property: '5' } })
    expect(shown.filter((text) => text.includes('>'))).toEqual([])
    expect(hidden).toEqual([])
  })

  it('lists, tables and yes or no are understood as they are typed', async () => {
    const set = ['logins=a, b', 'goals=1,2', 'agency=true', 'report={micros: true}']
    const { request } = await asked(sources.yandex_direct, { set }, undefined, { YANDEX_DIRECT_TOKEN: 'x' })
    expect(request.settings).toEqual({ logins: ['a', 'b'], goals: ['1', '2'], agency: true, report: { micros: true } })
  })
})

describe.each(all)('$name', (source) => {
  const needed = settingFields(source).filter(({ required }) => required)
  const sample: Readonly<Record<string, string>> = {
    ...{ property: '1', counter: '1', client_id: 'x', portal: 'a.bitrix24.ru', redirect_uri: 'https://a.example/' },
  }
  const secret = (role: string) => `${source.name}_${role}`.toUpperCase()

  it('its draft reads as a connection, in both languages, and names each setting with a text', async () => {
    const set = needed.map(({ name }) => `${name}=${sample[name]}`)
    const secrets = rolesOf(source).map((role) => `${role}=${secret(role)}`)
    const env = Object.fromEntries(rolesOf(source).map((role) => [secret(role), 'canary']))
    const { request } = await asked(source, { set, secret: secrets, account: 'a1' }, undefined, env)
    for (const language of ['ru', 'en'] as const) {
      const yaml = draftSystem(request, language)
      const path = `connections/${source.name}.yaml`
      expect(parseConnection(yaml, path)).toMatchObject({ kind: source.name, account: 'a1' })
      expect(yaml).not.toContain('canary')
      for (const { name, about } of settingFields(source)) if (about) expect(yaml).toContain(`${name}:`)
      // Whoever takes the mark of a comment away gets a setting, not a broken file.
      const opened = yaml.replaceAll(/^# (settings:)/gm, '$1').replaceAll(/^#( {3}\w+: )(?!…)/gm, '$1')
      expect(parseConnection(opened.replaceAll(/^.*: … {2}#.*\n/gm, ''), path)).toMatchObject({ kind: source.name })
    }
  })

  it('says where its key comes from', () => expect(tokenGuides[source.name]).toBeDefined())
})

describe('what is made from the definitions', () => {
  it.each(['en', 'ru'] as const)(
    'the page of connectors is current (%s): node cli/connect/write-docs.ts',
    (language) => {
      const file = `../docs/connectors${language === 'ru' ? '.ru' : ''}.md`
      expect(readFileSync(resolve(import.meta.dirname, file), 'utf8')).toBe(connectorsPage(language))
    },
  )

  it('the editor’s schema knows every kind and describes its settings', () => {
    const kinds = (connectionsJsonSchema().anyOf as { properties: { kind: { const: string } } }[]).map(
      ({ properties }) => properties.kind.const,
    )
    expect(kinds).toEqual(['file', ...Object.keys(sources)])
    expect(JSON.stringify(connectionsJsonSchema())).toContain('GA4 property id')
    expect(JSON.stringify(connectionsJsonSchema())).not.toContain('"about"')
  })
})

describe('doctor', () => {
  const jwt = (days: number) =>
    `h.${Buffer.from(JSON.stringify({ exp: (now + days * dayMs) / 1000 })).toString('base64url')}.s`
  const connected = (yaml: string) => parseConnection(yaml, 'connections/crm.yaml') as SourceConnection
  const longLived = connected('name: crm\nkind: amocrm_token\naccount: a\nsecrets: {token: AMO}\n')
  const rotating = connected(amocrmYaml('http://127.0.0.1:1'))
  const runtime = (secrets: Record<string, string>) => {
    const clock = settableClock(now)
    return { secrets: memorySecrets(secrets), state: memoryState(clock), clock }
  }

  it.each([
    [400, true, 'days left: 400'],
    [12, false, 'days left: 12'],
    [-3, false, 'ran out'],
  ])('a long-lived token with %i days to go', async (days, ok, text) => {
    const [finding] = await checkToken(runtime({ AMO: jwt(days) }), amocrmToken, longLived)
    expect(finding).toMatchObject({ ok })
    expect(finding!.what.en).toContain(text)
    if (!ok) expect(finding!.mend?.en).toBe('concord connect amocrm_token --name crm')
  })

  it.each([
    ['fresh', { access: 'a', refreshedAt: now - dayMs, sent: null }, true, 'refreshed at 2026-11-21'],
    ['old', { access: 'a', refreshedAt: now - 70 * dayMs, sent: null }, false, 'days to live: 20'],
    ['dead', { access: 'a', refreshedAt: now - 95 * dayMs, sent: null }, false, 'died'],
    ['unheard', { access: 'a', refreshedAt: now, sent: 'hash' }, false, 'tries it once more'],
    ['lost', { access: null, refreshedAt: 0, sent: 'hash' }, false, 'cut off'],
    ['refused', { access: null, refreshedAt: 0, sent: null }, false, 'refused'],
  ])('a rotating token: %s', async (_, row, ok, text) => {
    const rt = runtime({ AMO_REFRESH: 'r', AMO_CLIENT_SECRET: 's' })
    await rt.state.putIf('token/AMO_REFRESH', { expiresAt: 0, ...row }, undefined)
    const [finding] = await checkToken(rt, amocrm, rotating)
    expect(finding).toMatchObject({ ok })
    expect(finding!.what.en).toContain(text)
    expect(finding!.mend === undefined).toBe(ok)
  })

  it('an empty secret is named, with the command that fills it', async () => {
    const [finding] = await checkToken(runtime({ AMO_REFRESH: 'r' }), amocrm, rotating)
    expect(finding).toMatchObject({ ok: false, mend: { en: 'concord connect amocrm --name crm' } })
    expect(finding!.what.en).toContain('AMO_CLIENT_SECRET')
  })

  it('a quota that is closed says until when; what is left is counted on', async () => {
    const rt = runtime({})
    const key = 'quota/127.0.0.1:1/example/0'
    expect(await checkQuota(rt, amocrm, rotating)).toEqual([])
    await rt.state.putIf(key, { tokens: 2, at: now - 400, closedUntil: 0 }, undefined)
    expect(await checkQuota(rt, amocrm, rotating)).toMatchObject([
      { ok: true, what: { en: '[crm] requests left: 4/5' } },
    ])
    await rt.state.putIf(key, { tokens: 2, at: now, closedUntil: now + 3_600_000 }, 1)
    const [finding] = await checkQuota(rt, amocrm, rotating)
    expect(finding).toMatchObject({ ok: false, what: { en: '[crm] the quota is closed until 2026-11-22 13:00 UTC' } })
    await rt.state.putIf(shutKey('127.0.0.1:1'), now + 7_200_000, undefined)
    const [banned] = await checkQuota(rt, amocrm, rotating)
    expect(banned).toMatchObject({ ok: false, what: { en: '[crm] the quota is closed until 2026-11-22 14:00 UTC' } })
  })

  it('webhooks may wait for a day', async () => {
    const rt = runtime({})
    expect(await checkHints(rt, amocrm, rotating)).toEqual([])
    await addHints(rt.state, 'crm', [{ entity: 'lead', id: '1', event: 'add' }], now - 3_600_000)
    expect(await checkHints(rt, amocrm, rotating)).toMatchObject([{ ok: true }])
    rt.clock.time += dayMs
    expect(await checkHints(rt, amocrm, rotating)).toMatchObject([
      { ok: false, mend: { en: 'concord sync --select crm' } },
    ])
  })

  const none = { era: 0, sequence: 1, run: null, open: null, resumeAt: null, recent: [], ranAt: now - 3_600_000 }
  const at = (cursor: string, more: object = {}): Standing[] =>
    ['traffic', 'key_events'].map((resource) => ({ resource, item: '', progress: { ...none, cursor, ...more } }))
  const property = connected(ga4Setting.yaml('http://127.0.0.1:1').replace('name: ga', 'name: crm'))

  it.each([
    ['yesterday is settled', at('2026-11-21'), [true]],
    ['four days behind', at('2026-11-18'), [false, false]],
    ['one resource was never read', at('2026-11-21').slice(0, 1), [true, false]],
    ['a run was cut off', at('2026-11-21', { run: { from: 'a', to: 'b', done: null } }), [true, false]],
    ['sent away until tomorrow', at('2026-11-18', { resumeAt: now + dayMs }), [false]],
    ['nothing was read', [], [false]],
  ])('freshness: %s', (_, standing, oks) => {
    const findings = checkFreshness(ga4, property, standing, now)
    expect(findings.map(({ ok }) => ok)).toEqual(oks)
    for (const { ok, mend } of findings) if (!ok) expect(mend?.en).toContain('concord sync --select crm')
  })

  const client = (item: string, cursor: string, more: object = {}): Standing => {
    return { resource: 'traffic', item, progress: { ...none, cursor, ...more } }
  }
  const fromItems = { ...property, resources: ['traffic'] }

  it('freshness: which clients rest is said, and the others are judged as usual', () => {
    const standing = [client('a', '2026-11-21'), client('b', '2026-11-18', { resumeAt: now + dayMs })]
    const findings = checkFreshness(ga4, fromItems, standing, now)
    expect(findings.map(({ ok, what }) => [ok, what.en])).toEqual([
      [true, '[crm] settled up to 2026-11-21, last pull 2026-11-22 11:00 UTC'],
      [false, '[crm] enough for today, resumes at 2026-11-23 12:00 UTC: traffic/b'],
    ])
  })

  it('freshness: what has nobody to be asked for is not missing after a whole run', () => {
    const standing = at('2026-11-21').slice(0, 1)
    expect(checkFreshness(ga4, property, standing, now, now - 60_000).map(({ ok }) => ok)).toEqual([true])
  })

  it('a first build that its checks kept back makes no published numbers stale', async () => {
    const lake = memoryLake()
    const blocked = { as_of: '2026-11-21', since: '2026-11-20', checks: [{ name: 'chk_rate_missing', rows: 2 }] }
    await lake.put(keys.blocked, Buffer.from(JSON.stringify(blocked)), 'absent')
    const [finding] = await checkBlocked({ lake })
    expect(finding!.what.en).toBe(
      'The build as of 2026-11-21 is not published: it failed its checks: chk_rate_missing (2)',
    )
  })

  it('freshness: a client that the system shows no more does not age', () => {
    const standing = [client('a', '2026-11-21'), client('gone', '2026-09-01')]
    expect(checkFreshness(ga4, fromItems, standing, now).map(({ ok }) => ok)).toEqual([false])
    expect(checkFreshness(ga4, fromItems, standing, now, now - 60_000).map(({ ok }) => ok)).toEqual([true])
  })

  it('published data of a system may be old, that of a file may not', () => {
    const row = { source: 'ga4', account: 'x', record: 'traffic', newest_date: '2026-09-01', status: 'stale' }
    const file = { kind: 'file', name: 'f', source: 'ga4', account: 'x' } as unknown as Connection
    expect(sourceLine(row, [property])).toMatchObject({
      ok: true,
      what: { en: 'ga4 · x · traffic: data up to 2026-09-01' },
    })
    expect(sourceLine(row, [property, file])).toMatchObject({
      ok: false,
      mend: { en: expect.stringContaining('export') },
    })
    expect(sourceLine(row, [])).toMatchObject({ ok: false, mend: { en: 'concord sync' } })
  })

  it('freshness: a CRM in which nothing has changed for a month is fresh when it was read today', () => {
    const standing = [{ resource: 'leads', item: '', progress: { ...none, cursor: '2026-10-20T10:00:00.000Z' } }]
    expect(checkFreshness(amocrm, longLived, standing, now, now - 3 * dayMs)[0]).toMatchObject({ ok: false })
    const [finding] = checkFreshness(amocrm, longLived, standing, now, now - 60_000)
    expect(finding).toMatchObject({ ok: true, what: { en: '[crm] last pull 2026-11-22 11:59 UTC' } })
  })
})
