import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { inRaw, knock } from '#ingest/door/door.ts'
import { formMap } from '#ingest/door/form-map.ts'
import { unpackedText } from '#ingest/raw/pack.ts'
import { door } from '#ingest/sources/amocrm/door.ts'
import { openBench } from './builders/test-source-run.ts'
import { amocrmSetting, amocrmWorld } from './platforms/amocrm.ts'
import * as data from './platforms/amocrm-data.ts'

const shared = process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared')
const secret = 'canary-hook-secret-0123456789'

setFlagsFromString('--expose-gc')
/** Without it, what an earlier test has left behind is counted as ours. */
const collect = runInNewContext('gc') as () => void

async function opened() {
  const world = amocrmWorld()
  const bench = await openBench(amocrmSetting, world.answer)
  const call = (body: string | Uint8Array, rest = secret) =>
    knock(
      bench.rt,
      inRaw(bench.lake),
      { connection: bench.connection, door },
      {
        rest,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: Buffer.from(body),
      },
    )
  const hooks = async () => {
    const texts: string[] = []
    for (const { key } of await bench.lake.list('raw/'))
      if (key.includes('hook-')) texts.push(await unpackedText((await bench.lake.get(key))!.bytes))
    return texts
  }
  return { world, bench, call, hooks }
}

const form = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString()
const ours = { 'account[subdomain]': 'example', 'account[id]': '77' }
const hintsOf = (fields: Readonly<Record<string, string>>) =>
  door
    .hints(formMap(Buffer.from(form({ ...fields, ...ours }))))
    .map(({ entity, id, event }) => `${entity} ${id} ${event}`)

/** Each trap of the documentation in one body. */
const traps = form({
  'leads[update][0][id]': '1',
  'leads[update][0][linked_leads_id][9982719]': '9982719',
  'leads[update][0][custom_fields][0][id]': '5',
  'leads[update][0][custom_fields][0][values][0]': '1780000000',
  'leads[update][0][custom_fields][1][values][0][value]': 'x',
  'leads[update][0][custom_fields][1][values][0]': 'scalar and object',
  'leads[update][2][id]': '2',
  'leads[update][__proto__][polluted]': '1',
  'constructor[prototype][polluted]': '1',
  'leads[update]': 'scalar as well',
  ...ours,
})

describe('amoCRM pitfall 10: bodies that break bracket parsers', () => {
  it('are read in less than 50 ms and 20 MB', () => {
    collect()
    const before = process.memoryUsage().heapUsed
    const started = performance.now()
    const hints = door.hints(formMap(Buffer.from(traps)))
    expect(performance.now() - started).toBeLessThan(50)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20 << 20)
    expect(hints.map(({ id }) => id)).toEqual(['1', '2'])
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('linked_leads_id[9982719] costs at most 5 MB more than none', async () => {
    const { bench, call } = await opened()
    await using _ = bench
    const cost = async (body: string) => {
      collect()
      const before = process.memoryUsage()
      expect(await call(body)).toBe(200)
      const after = process.memoryUsage()
      return after.heapUsed + after.external - before.heapUsed - before.external
    }
    const plain = form({ 'leads[update][0][id]': '1', ...ours })
    await cost(plain)
    const without = await cost(plain)
    const hostile = await cost(`${plain}&leads[update][0][linked_leads_id][9982719]=9982719`)
    expect(hostile - without).toBeLessThan(5 << 20)
  })

  it('with 100,000 keys or 50 brackets are refused, and their hash is kept', async () => {
    const { bench, call, hooks } = await opened()
    await using _ = bench
    expect(await call(Array.from({ length: 100_000 }, (_, i) => `a${i}=1`).join('&'))).toBe(413)
    expect(await call(`a${'[x]'.repeat(50)}=1`)).toBe(413)
    expect((await hooks()).filter((text) => text.includes('"refused":true'))).toHaveLength(2)
  })

  it('of a lead with two hundred fields are read', async () => {
    const { bench, call } = await opened()
    await using _ = bench
    const fields = Array.from({ length: 200 }, (_, i) =>
      ['id', 'name', 'code', 'values][0][value', 'values][0][enum', 'values][0][subtype'].map(
        (name): [string, string] => [`leads[update][0][custom_fields][${i}][${name}]`, '1'],
      ),
    ).flat()
    expect(await call(form({ 'leads[update][0][id]': '1', ...Object.fromEntries(fields), ...ours }))).toBe(200)
  })
})

describe('amoCRM webhooks', () => {
  it('name what to read again, whatever has happened to it', () => {
    expect(hintsOf({ 'leads[status][0][id]': '25399013', 'leads[status][0][status_id]': '142' })).toEqual([
      'lead 25399013 leads.status',
    ])
    expect(hintsOf({ 'leads[delete][0][id]': '7' })).toEqual(['lead 7 leads.delete'])
    expect(hintsOf({ 'contacts[add][0][id]': '8', 'contacts[add][0][type]': 'contact' })).toEqual([
      'contact 8 contacts.add',
    ])
    expect(hintsOf({ 'contacts[add][0][id]': '9', 'contacts[add][0][type]': 'company' })).toEqual([
      'company 9 contacts.add',
    ])
    expect(hintsOf({ 'leads[note][0][note][element_id]': '5', 'leads[note][0][note][id]': '6' })).toEqual([
      'lead 5 leads.note',
    ])
    expect(hintsOf({ 'unsorted[add][0][uid]': 'a1', 'unsorted[add][0][lead_id]': '4' })).toEqual([
      'lead 4 unsorted.add',
    ])
    expect(hintsOf({ 'unsorted[update][0][uid]': 'a1', 'unsorted[update][0][accept_result][leads][0]': '6' })).toEqual([
      'lead 6 unsorted.update',
    ])
    expect(hintsOf({ 'leads[add][0][id]': 'DROP TABLE', 'task[add][0][id]': '1' })).toEqual([])
  })

  it('are refused with another secret or for another account', async () => {
    const { bench, call } = await opened()
    await using _ = bench
    const body = form({ 'leads[add][0][id]': '1', ...ours })
    expect(await call(body, 'guess')).toBe(401)
    expect(await call(body, '')).toBe(401)
    expect(await call(form({ 'leads[add][0][id]': '1', 'account[subdomain]': 'other', 'account[id]': '78' }))).toBe(401)
    expect(await call(body)).toBe(200)
  })

  it('bring what no cursor would, by id, and only once', async () => {
    const { world, bench, call, hooks } = await opened()
    await using _ = bench
    await bench.pull()
    world.lists.leads!.push(data.leadOf(500, { updated_at: data.seconds(data.start) }))
    const id = String(9_000_000_000_000_000_500n)
    expect(await call(form({ 'leads[add][0][id]': id, 'leads[add][0][name]': 'canary-name', ...ours }))).toBe(200)
    expect(await call(form({ 'leads[add][0][id]': id, 'leads[add][0][name]': 'canary-name', ...ours }))).toBe(200)
    await bench.pull()
    expect((await bench.rows('lead')).filter(({ lead_id }) => lead_id === id)).toHaveLength(1)
    expect((await hooks()).join('')).not.toContain('canary')
    const asked = bench.server.asked.length
    await bench.pull()
    expect(bench.server.asked.slice(asked).filter(({ query }) => query.has('filter[id][]'))).toEqual([])
  })

  const fixture = resolve(shared, 'fixtures/amocrm/webhook_leads_status_min.json')
  it.skipIf(!existsSync(fixture))('as recorded name their lead (needs ../shared)', () => {
    const fields = JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, string>
    const map = formMap(Buffer.from(form(fields)))
    expect(door.hints(map)).toEqual([{ entity: 'lead', id: fields['leads[status][0][id]'], event: 'leads.status' }])
    const subdomain = fields['account[subdomain]']!
    expect(door.isOurs!(map, { account: subdomain })).toBe(true)
    expect(door.isOurs!(map, { account: 'somebody-else' })).toBe(false)
    expect(door.isOurs!(map, { account: 'renamed', base_url: `https://${subdomain}.amocrm.ru` })).toBe(true)
  })
})
