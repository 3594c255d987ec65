import { describe, expect, it } from 'vitest'
import { doorTarget, inRaw, knock } from '#ingest/door/door.ts'
import { addHints, readHints } from '#ingest/door/hints.ts'
import { pullConnection } from '#ingest/pull/pull.ts'
import { replayConnection } from '#ingest/replay.ts'
import { testSource } from './builders/test-source.ts'
import { openBench } from './builders/test-source-run.ts'
import { toy, toySetting, toyWorld } from './platforms/toy.ts'

testSource({
  setting: toySetting,
  world: toyWorld,
  canaries: ['canary-access-', 'canary-refresh-', 'canary-hook', 'canary-note', '912 000', '79120000'],
  isEngine: true,
  except: { repeatedPage: 'its answers do not say which question they belong to' },
})

const opened = async () => {
  const world = toyWorld()
  return { world, bench: await openBench(toySetting, world.answer) }
}

describe('tokens that can be used once', () => {
  it('are refreshed once by fifty pulls at a time', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    // One of them settles; the others are told that they were overtaken.
    const one = () => pullConnection(bench.rt, toy, bench.connection).catch(() => undefined)
    await Promise.all(Array.from({ length: 50 }, one))
    expect(world.asked.refreshes).toBe(1)
    expect(await bench.rt.secrets.read('TOY_REFRESH')).toBe('canary-refresh-1')
  })

  it('ask a person to authorise again when the answer was not saved', async () => {
    const { bench } = await opened()
    await using _ = bench
    const broken = { ...bench.rt, secrets: { ...bench.rt.secrets, write: () => Promise.reject(new Error('killed')) } }
    await expect(pullConnection(broken, toy, bench.connection)).rejects.toThrow('killed')
    bench.clock.time += 200_000
    await expect(bench.pull()).rejects.toMatchObject({ name: 'ReauthoriseError', code: 'TOKEN_LOST' })
  })
})

it('a page in place of the token server says nothing of the token: nobody has to authorise again', async () => {
  const world = toyWorld()
  let isShut = true
  const page = { status: 403, headers: { 'content-type': 'text/html' }, body: '<html><body>Forbidden</body></html>' }
  await using bench = await openBench(toySetting, (one) => (isShut && one.path === '/token' ? page : world.answer(one)))
  await expect(bench.pull()).rejects.toMatchObject({ name: 'Unavailable', code: 'TOKEN_SERVER' })
  isShut = false
  bench.clock.time += 200_000
  expect((await bench.pull()).done).toBe(true)
  expect(world.asked.refreshes).toBe(1)
})

describe('webhooks', () => {
  it('are hints: the pull reads what they name, by id', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    // Older than any overlap: only the hint can bring it.
    world.leads.push({ id: 'late', created: world.leads[0]!.created, updated: world.leads[0]!.updated, phone: '' })
    const target = { connection: bench.connection, door: toy.door! }
    const call = (rest: string, body = 'leads[add][0][id]=late') =>
      knock(bench.rt, inRaw(bench.lake), target, { rest, headers: {}, body: Buffer.from(body) })
    expect(await call('wrong')).toBe(401)
    expect(await call('canary-hook-secret-0123456789')).toBe(200)
    expect(await call('canary-hook-secret-0123456789')).toBe(200)
    expect(
      await knock(bench.rt, inRaw(bench.lake), doorTarget([], 'crm'), { rest: '', headers: {}, body: Buffer.of() }),
    ).toBe(401)
    await bench.pull()
    expect((await bench.rows('lead')).filter(({ lead_id }) => lead_id === 'late')).toHaveLength(1)
    const asked = bench.server.asked.length
    await bench.pull()
    expect(bench.server.asked.length - asked).toBe(1)
  })
})

describe('webhooks that name what the system will not give by id', () => {
  it.each([400, 403])('do not keep the pull from all the rest (%s)', async (status) => {
    const world = toyWorld()
    let isDown = true
    await using bench = await openBench(toySetting, (one) => {
      if (!one.query.has('id')) return world.answer(one)
      return isDown ? { status: 503, body: {} } : { status, body: {} }
    })
    await addHints(bench.state, 'crm', [{ entity: 'lead', id: 'odd', event: 'x' }], bench.clock.time)
    // Begun, and not brought to its end.
    await bench.pull()
    isDown = false
    const { summary, warnings } = await bench.pull()
    expect(summary.files.map(({ problem }) => problem)).toEqual([null])
    expect(warnings.map(({ en }) => en).join()).toContain('webhooks have named')
    expect(new Set((await bench.rows('lead')).map(({ lead_id }) => lead_id)).size).toBe(18)
    expect(await readHints(bench.state, 'crm')).toEqual([])
  })
})

it('pages that were landed in a lake that is gone are asked for again', async () => {
  const { world, bench } = await opened()
  await using _ = bench
  expect((await bench.pull({ deadline: bench.clock.time + 3000 })).done).toBe(false)
  for (const { key } of await bench.lake.list('')) await bench.lake.delete(key)
  expect((await bench.pull()).done).toBe(true)
  expect(new Set((await bench.rows('lead')).map(({ lead_id }) => lead_id)).size).toBe(world.leads.length)
})

describe('deletions', () => {
  it('become a new version of the row that is known', async () => {
    const { world, bench } = await opened()
    await using _ = bench
    await bench.pull()
    Object.assign(world.leads[1]!, { gone: true, updated: new Date(Date.UTC(2026, 6, 20, 9)).toISOString() })
    bench.clock.time += 60_000
    await bench.pull()
    const versions = (await bench.rows('lead')).filter(({ lead_id }) => lead_id === world.leads[1]!.id)
    expect(versions.map(({ deleted }) => deleted).sort()).toEqual([null, true].sort())
    expect(new Set(versions.map(({ created_at }) => created_at)).size).toBe(1)
  })
})

describe('replay', () => {
  it('makes the same objects again from raw', async () => {
    const { bench } = await opened()
    await using _ = bench
    await bench.pull()
    const before = await bench.records()
    for (const key of Object.keys(before)) await bench.lake.delete(key)
    await replayConnection(bench.rt, toy, bench.connection)
    expect(await bench.records()).toEqual(before)
  })
})
