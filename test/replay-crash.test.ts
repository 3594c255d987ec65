import { expect, it } from 'vitest'
import { replayConnection } from '#ingest/replay.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { memoryState } from '#shared/state/memory.ts'
import { difference, openRound } from './builders/pull-kill-crash.ts'
import { playedHttp } from './builders/pull-kill-http.ts'
import { killPlatforms } from './builders/pull-kill-platforms.ts'
import { connectionOf, contents, pullOver, pullRuntime } from './builders/pull-kill-run.ts'
import { openBench } from './builders/test-source-run.ts'
import { amocrmSetting, amocrmWorld } from './platforms/amocrm.ts'

/** Dies between the units of a slice and its manifest. */
const dying = (lake: Lake): Lake => ({
  ...lake,
  put: (key, ...rest) => (key.startsWith('manifests/') ? Promise.reject(new Error('killed')) : lake.put(key, ...rest)),
})

it.each(['ga4', 'google_ads', 'yandex_direct'])(
  'a replay after a pull that was killed before its manifest brings no older numbers back (%s)',
  async (name) => {
    const platform = killPlatforms[name]!
    const { stores, place } = await openRound(platform, 'again')
    await expect(pullOver({ ...stores, lake: dying(stores.lake) }, place(1))).rejects.toThrow('killed')
    await pullOver(stores, place(2))
    const before = await contents(stores.lake)
    await replayConnection(pullRuntime(stores, place(3)), platform.setting.source, connectionOf(place(3)))
    expect(difference(before, await contents(stores.lake))).toBeUndefined()
  },
)

it('a replay after State was lost goes by what was read last', async () => {
  const platform = killPlatforms.ga4!
  const { stores, place } = await openRound(platform, 'again')
  await pullOver(stores, place(1))
  // The correction was taken back.
  const world = platform.world()
  const anew = { ...stores, state: memoryState(place(2).clock) }
  const http = playedHttp((asked) => world.answer(asked))
  await pullOver(anew, { ...place(2), http })
  const before = await contents(stores.lake)
  await replayConnection(pullRuntime(anew, place(3)), platform.setting.source, connectionOf(place(3)))
  expect(difference(before, await contents(stores.lake))).toBeUndefined()
})

it('a replay of what is read whole makes again also the enquiries that were declined since', async () => {
  const world = amocrmWorld()
  let name = '5001'
  await using bench = await openBench(amocrmSetting, async (asked) => {
    const reply = await world.answer(asked)
    if (!asked.path.endsWith('/unsorted')) return reply
    return { ...reply, body: JSON.parse(JSON.stringify(reply.body ?? {}).replaceAll('5001', name)) as object }
  })
  await bench.pull()
  name = '5009'
  bench.clock.time += 60_000
  await bench.pull()
  const before = await contents(bench.lake)
  const enquiries = Object.keys(before).filter((key) => key.includes('.unsorted.'))
  expect(enquiries.map((key) => before[key]).join()).toContain(':5001')
  for (const key of enquiries) await bench.lake.delete(key)
  await replayConnection(bench.rt, amocrmSetting.source, bench.connection)
  const after = await contents(bench.lake)
  expect(enquiries.map((key) => after[key])).toEqual(enquiries.map((key) => before[key]))
})
