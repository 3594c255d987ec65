import { expect, it } from 'vitest'
import { runConnection } from '#ingest/connection/run-connection.ts'
import type { PullOptions } from '#ingest/pull/pull.ts'
import { openBench } from './builders/test-source-run.ts'
import { googleAdsSetting, googleAdsWorld } from './platforms/google-ads.ts'
import { clients } from './platforms/google-ads-data.ts'

it('accounts that are no longer read are told of when all is read again, for what they left still counts', async () => {
  await using bench = await openBench(googleAdsSetting, googleAdsWorld().answer)
  const claim = await bench.state.claim('project', 'test', 86_400_000)
  if (!claim.held) throw new Error('the lease of a test is free')
  const { lake: _, state: __, ...outside } = bench.rt
  const run = async (settings: object, options: PullOptions) => {
    const connection = { ...bench.connection, settings: { ...(bench.connection.settings as object), ...settings } }
    const { warnings } = await runConnection(bench.rt, connection, { ...options, fence: claim.fence, outside })
    return warnings.map(({ en }) => en).filter((text) => text.includes('no longer read'))
  }
  const [berlin, newYork] = clients
  expect(await run({}, {})).toEqual([])
  expect(await run({}, { fullRefresh: true })).toEqual([])
  expect(await run({ only: [berlin.id] }, { fullRefresh: true })).toEqual([
    expect.stringMatching(new RegExp(`^${newYork.id}: .*concord forget gads --yes`)),
  ])
})
