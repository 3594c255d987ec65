import { spawn } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { inline } from '#cli/connect/draft.ts'
import { addDays, dateOf } from '#shared/time/dates.ts'
import { concord } from './builders/run-cli.ts'
import { amocrmWorld } from './platforms/amocrm.ts'
import { webhookSecret } from './platforms/bitrix24/world.ts'
import { bitrix24World } from './platforms/bitrix24.ts'
import { ga4Setting, ga4World } from './platforms/ga4.ts'
import { googleAdsSetting, googleAdsWorld } from './platforms/google-ads.ts'
import { directSetting, directWorld } from './platforms/yandex-direct.ts'
import { metrikaSetting, metrikaWorld } from './platforms/yandex-metrika.ts'
import { type Platform, type Reply, startReplay } from './replay-server/server.ts'

const weekAgo = addDays(dateOf(Date.now()), -7)

const made = new Map<string, Promise<string>>()

/** A new project; `concord init` makes the first one of a language, the others are copies of it. */
async function newProject(lang: string): Promise<string> {
  const dir = join(await mkdtemp(join(tmpdir(), 'concord-connect-')), 'company')
  const init = async () => {
    const first = join(await mkdtemp(join(tmpdir(), 'concord-connect-')), 'company')
    await concord(['init', first, '--month', '2026-01', '--lang', lang])
    return first
  }
  const first = made.get(lang) ?? init()
  made.set(lang, first)
  await cp(await first, dir, { recursive: true })
  return dir
}

/** A new project and a platform that is played; `run` speaks to the bundled command line in that project. */
async function opened(answer: Platform, lang = 'en') {
  const dir = await newProject(lang)
  const server = await startReplay(answer)
  return {
    dir,
    server,
    run: (args: readonly string[], env: Record<string, string> = {}) =>
      concord([...args, '--project', dir, '--lang', lang], { env }),
    file: (path: string) => readFile(join(dir, path), 'utf8'),
    [Symbol.asyncDispose]: () => server.stop(),
  }
}

const ga4Flags = (url: string) => [
  'connect',
  'ga4',
  '--set',
  'property=123',
  '--since',
  weekAgo,
  '--base-url',
  `${url}/v1beta`,
]
const amoFlags = (url: string) => [
  ...['connect', 'amocrm', '--account', 'example', '--since', '2026-07-01', '--base-url', url],
  ...['--set', 'client_id=11-22', '--set', 'redirect_uri=https://concord.example/', '--secret', 'hook=AMO_HOOK'],
]
const amoKeys = { AMOCRM_REFRESH: 'canary-refresh-0', AMOCRM_CLIENT_SECRET: 'canary-client-secret' }

describe('connect without a terminal', () => {
  it('lists what can be connected', async () => {
    const run = await concord(['connect'])
    expect(run.code).toBe(0)
    expect(run.stdout).toMatch(/^ga4 {2,}Google Analytics 4/m)
  })

  it('names every flag that would have answered, and writes nothing', async () => {
    await using place = await opened(() => ({ status: 500 }))
    const run = await place.run(['connect', 'amocrm'])
    expect(run.code).toBe(2)
    for (const flag of ['--account', '--set client_id', '--set redirect_uri', '--secret-file refresh=']) {
      expect(run.stderr).toContain(flag)
    }
    expect(run.stderr).toContain('Add to the command: --account … --set client_id=…')
    expect(await readdir(join(place.dir, 'connections'))).toEqual(['connection.schema.json'])
  })

  it('a misspelt system, setting or day is told before anything is asked', async () => {
    await using place = await opened(() => ({ status: 500 }))
    expect((await place.run(['connect', 'bitrx24'])).stderr).toContain('Perhaps bitrix24')
    expect((await place.run(['connect', 'ga4', '--set', 'property=abc'])).stderr).toContain('digits only')
    expect((await place.run(['connect', 'ga4', '--set', 'prop=1'])).stderr).toContain('There are: property')
    expect(place.server.asked).toEqual([])
  })

  it('writes the connection, keeps the key, says what it sees; then sync reads and doctor is content', async () => {
    await using place = await opened(ga4World().answer)
    const run = await place.run(ga4Flags(place.server.url), keysOf(place.server.url))
    expect(run.code, run.stderr).toBe(0)
    expect(run.stderr).toContain('time_zone = Europe/Berlin')
    expect(run.stdout + run.stderr).not.toMatch(/canary|PRIVATE KEY/)
    expect(await place.file('connections/ga4.yaml')).toMatch(/ {2}property: '?123'? {2}# GA4 property id/)
    expect(await place.file('.env')).toContain('GA4_KEY=')

    const first = await place.run(['sync'])
    expect(first.code, first.stderr).toBe(0)
    expect(first.stderr).toMatch(/^pull ga4 traffic: \d+ rows/m)
    const doctor = await place.run(['doctor', '--json'])
    const lines = (JSON.parse(doctor.stdout) as { ok: boolean; what: string }[]).filter(({ what }) =>
      what.startsWith('[ga4]'),
    )
    expect(lines.map(({ ok }) => ok)).toEqual([true, true, true])
    expect(lines[2]!.what).toMatch(/settled up to \d{4}-\d\d-\d\d, last pull/)
    expect(doctor.stdout).not.toContain('canary')
  })
})

const keysOf = (url: string) => ({ GA4_KEY: ga4Setting.secrets(url).GA_KEY! })

/** The portal that is played has no money of its own. */
function withCurrency(reply: Reply, question: string): Reply {
  if (!question.includes('crm.currency.base.get')) return reply
  const { result, ...rest } = reply.body as { result: { result: object } }
  return { ...reply, body: { ...rest, result: { ...result, result: { ...result.result, currency: 'RUB' } } } }
}

describe('connect to a CRM', () => {
  it('proposes fields and stages, says what the agreement lacks, and keeps the token that was rotated', async () => {
    await using place = await opened(amocrmWorld().answer, 'ru')
    const run = await place.run(amoFlags(place.server.url), amoKeys)
    expect(run.code, run.stderr).toBe(0)
    const yaml = await place.file('connections/amocrm.yaml')
    expect(yaml).toMatch(/^ {2}region: '900' {2}# Регион$/m)
    expect(yaml).toMatch(/^ {2}31\/102: Взяли в работу$/m)
    expect(yaml).toMatch(/^#\s+Взяли в работу: contact/m)
    expect(run.stderr).toMatch(/этапы вне соглашения \(\d+\): Воронка 31/)
    expect(run.stderr).toMatch(/Дальше: .*agreement\/2026-01\.yaml/)
    const env = await place.file('.env')
    expect(env).toContain('AMOCRM_REFRESH=canary-refresh-1')
    expect(env).toMatch(/^AMO_HOOK=[0-9a-f]{48}$/m)
    expect(run.stdout + run.stderr + yaml).not.toContain('canary-')
  })

  it('Bitrix24 by its webhook: the address is a secret too', async () => {
    const world = bitrix24World()
    await using place = await opened((asked) => withCurrency(world.answer(asked), asked.body))
    const { url } = place.server
    const flags = [
      'connect',
      'bitrix24',
      '--set',
      'portal=company.bitrix24.ru',
      '--base-url',
      url,
      '--since',
      '2026-07-01',
    ]
    const run = await place.run(flags, { BITRIX24_WEBHOOK: `${url}/rest/1/${webhookSecret}/` })
    expect(run.code, run.stderr).toBe(0)
    const yaml = await place.file('connections/bitrix24.yaml')
    expect(yaml).toMatch(/^fields: {2}#/m)
    expect(run.stdout + run.stderr + yaml).not.toContain(webhookSecret)
  })

  it('a refused key: exit 3 and the command that mends it; the same command with a good one goes on', async () => {
    await using place = await opened(amocrmWorld().answer)
    const bad = await place.run(amoFlags(place.server.url), { ...amoKeys, AMOCRM_REFRESH: 'canary-wrong' })
    expect(bad.code).toBe(3)
    expect(bad.stderr).toMatch(/concord --project \S+ connect amocrm/)
    expect((await place.run(['sync'])).code).toBe(3)
    const doctor = await place.run(['doctor'])
    expect(doctor.stdout).toMatch(
      /▼ \[amocrm\] the system has refused a token\n {4}→ (npx )?concord --project \S+ connect amocrm --name amocrm/,
    )
    const good = await place.run(['connect', 'amocrm'], amoKeys)
    expect(good.code, good.stderr).toBe(0)
    expect(good.stderr).toContain('renewed in .env: AMOCRM_REFRESH')
    expect(await place.file('connections/amocrm.yaml')).toMatch(/^ {2}31\/102: Взяли в работу$/m)
    expect(bad.stderr + good.stderr + doctor.stdout).not.toContain('canary-')
  })

  it('doctor names stages and fields that the mapping lacks', async () => {
    await using place = await opened(amocrmWorld().answer)
    await place.run(amoFlags(place.server.url), amoKeys)
    const path = join(place.dir, 'connections/amocrm.yaml')
    await writeFile(
      path,
      (await place.file('connections/amocrm.yaml')).replace(/^fields:.*$/m, '$&\n  warmth: "12345"'),
    )
    const synced = await place.run(['sync'])
    expect(synced.code, synced.stderr).toBe(0)
    const { stdout, code } = await place.run(['doctor'])
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /▼ \[amocrm\] the stage "Взяли в работу" .* agreement 2026-01\n {4}→ write it into agreement\/2026-01.yaml/,
    )
    expect(stdout).toMatch(/▼ \[amocrm\] the field warmth \(12345\) is empty in all records/)
  })
})

/** The flags that say what a YAML says. */
function flagsOf(yaml: string): string[] {
  const {
    kind,
    account,
    base_url,
    settings = {},
    secrets,
  } = parse(yaml) as Record<'kind' | 'account' | 'base_url', string> &
    Record<'settings' | 'secrets', object | undefined>
  const words = (given: object | undefined) =>
    Object.entries(given ?? {}).map(([name, value]) => `${name}=${inline(value)}`)
  return [
    ...['connect', kind, '--account', account, '--since', weekAgo, '--base-url', base_url],
    ...words(settings).flatMap((word) => ['--set', word]),
    ...words(secrets).flatMap((word) => ['--secret', word]),
  ]
}

describe('every other system', () => {
  it.each([
    ['yandex_direct', directSetting, () => directWorld(), 'campaigns: '],
    ['yandex_metrika', metrikaSetting, () => metrikaWorld(), 'time_zone = '],
    ['google_ads', googleAdsSetting, () => googleAdsWorld(), 'it opens: '],
  ] as const)('%s: its first look says what the key opens', async (kind, setting, world, sees) => {
    await using place = await opened(world().answer)
    const { url } = place.server
    const run = await place.run(flagsOf(setting.yaml(url)), setting.secrets(url))
    expect(run.code, run.stderr).toBe(0)
    expect(run.stderr).toContain(sees)
    expect(await place.file(`connections/${kind}.yaml`)).toContain(`kind: ${kind}`)
    for (const value of Object.values(setting.secrets(url))) expect(run.stdout + run.stderr).not.toContain(value)
  })
})

describe('sync', () => {
  it('refuses a --since that is no day, or is still to come', async () => {
    await using place = await opened(() => ({ status: 500 }))
    for (const day of ['2026-13-01', '2026-02-30', 'yesterday', '2026-10', '2199-01-01']) {
      const run = await place.run(['sync', '--since', day])
      expect(run.code, day).toBe(2)
      expect(run.stderr).toContain(day)
    }
  })

  it('a run in another terminal is at work: doctor says so, and calls nothing cut off', async () => {
    const world = ga4World()
    let look: (() => ReturnType<typeof concord>) | undefined
    const seen: string[] = []
    await using place = await opened(async (asked) => {
      if (look && asked.body.includes('dimensions')) {
        const doctor = look
        look = undefined
        seen.push((await doctor()).stdout)
      }
      return world.answer(asked)
    })
    await place.run(ga4Flags(place.server.url), keysOf(place.server.url))
    look = () => place.run(['doctor'])
    expect((await place.run(['sync'])).code).toBe(0)
    expect(seen[0]).toMatch(/✓ “concord sync” \(process \d+\) is at work since/)
    expect(seen[0]).not.toContain('cut off')
    expect((await place.run(['doctor'])).stdout).not.toContain('at work')
  })

  it('enough for today: says when it resumes, exit 4, also when it does not even ask', async () => {
    const world = ga4World()
    let isSpent = false
    const spent = {
      status: 429,
      body: { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'tokens per day' } },
    }
    await using place = await opened((asked) =>
      isSpent && asked.body.includes('dimensions') ? spent : world.answer(asked),
    )
    await place.run(ga4Flags(place.server.url), keysOf(place.server.url))
    isSpent = true
    for (const time of ['first', 'second']) {
      const run = await place.run(['sync'])
      expect(run.code, `${time} ${run.stderr}`).toBe(4)
      expect(run.stderr).toMatch(/\[ga4\] enough for today: resumes at \d{4}-\d\d-\d\d \d\d:\d\d UTC/)
    }
    expect((await place.run(['doctor'])).stdout).toMatch(/▼ \[ga4\] enough for today/)
  })

  it('one resource that fails does not stop the others: exit 1', async () => {
    const world = ga4World()
    const refused = { status: 403, body: { error: { code: 403, status: 'PERMISSION_DENIED' } } }
    await using place = await opened((asked) => (asked.body.includes('eventName') ? refused : world.answer(asked)))
    await place.run(ga4Flags(place.server.url), keysOf(place.server.url))
    const trial = await place.run(['sync', '--dry-run'])
    expect(trial.stderr).toContain('nothing was written')
    expect(await readdir(place.dir)).not.toContain('lake')
    const run = await place.run(['sync', '--json'])
    expect(run.code).toBe(1)
    expect(JSON.parse(run.stdout).failed).toMatchObject([{ code: 'PERMISSION_DENIED' }])
    expect(JSON.parse(run.stdout).connections[0].records.traffic.rows).toBeGreaterThan(0)
  })
})

describe('door', () => {
  it('shows addresses without secrets, lands webhooks, refuses others, ends at Ctrl-C with exit 0', async () => {
    await using place = await opened(amocrmWorld().answer)
    await place.run(amoFlags(place.server.url), amoKeys)
    const secret = /^AMO_HOOK=(\w+)$/m.exec(await place.file('.env'))![1]!
    const door = spawn(process.execPath, [resolve('dist/concord.mjs'), 'door', '--port', '0', '--project', place.dir], {
      env: { ...process.env, CI: 'true', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said = { out: '', err: '' }
    const ended = new Promise((done) => door.on('close', done))
    door.stderr.on('data', (chunk) => {
      said.err += chunk
    })
    const address = await new Promise<string>((found) =>
      door.stdout.on('data', (chunk) => {
        said.out += chunk
        const url = /http:\S+/.exec(said.out)
        if (url) found(url[0])
      }),
    )
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/hooks\/amocrm\/\{AMO_HOOK\}$/)
    const post = (url: string, body = 'leads[update][0][id]=12') =>
      fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }).then(
        ({ status }) => status,
      )
    const ours = address.replace('{AMO_HOOK}', secret)
    expect(await post(ours)).toBe(200)
    expect(await post(address)).toBe(401)
    expect(await post(ours.replace('amocrm', 'nobody'))).toBe(401)
    expect(await post(new URL('/%2e//', ours).href)).toBe(401)
    expect((await fetch(ours)).status).toBe(401)
    expect(await post(ours, 'x'.repeat((1 << 20) + 10)).catch(() => 413)).toBe(413)
    door.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(said.err).toContain('The door is closed')
    expect(said.out + said.err).not.toContain(secret)
    expect((await place.run(['doctor'])).stdout).toContain('[amocrm] webhooks that wait to be read: 1')
  })

  it('says what to connect when nobody sends webhooks', async () => {
    await using place = await opened(() => ({ status: 500 }))
    const run = await place.run(['door'])
    expect(run.code).toBe(2)
    expect(run.stderr).toMatch(/concord --project \S+ connect$/m)
  })
})
