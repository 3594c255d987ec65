import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsStores } from '#test/builders/aws-stores.ts'
import { probeLake, probeState } from '#test/builders/honesty.ts'
import { hasMoto, type Moto, needsMoto, startMoto } from '#test/builders/moto.ts'
import { expectNoStaleCommit, expectWholeVersions } from '#test/contracts/races.ts'
import { testClock } from '#test/contracts/state.ts'
import { seeded } from '#test/kill/lake-kills.ts'

describe.skipIf(!hasMoto)(`races on S3 and DynamoDB${needsMoto}`, () => {
  let moto: Moto
  let make: () => Promise<Parameters<typeof expectNoStaleCommit>[0]>
  beforeAll(async () => {
    moto = await startMoto()
    const stores = awsStores(moto)
    make = async () => {
      const clock = testClock()
      return { lake: await stores.lake(), state: await stores.state(clock), clock }
    }
    const { lake, state } = await make()
    // A store that is not honest may not run races: everything below would prove nothing.
    expect([...(await probeLake(lake)), ...(await probeState(state))]).toEqual([])
  }, 120_000)
  afterAll(() => moto?.stop())

  it('20 publishes with kills: a reader sees only whole versions', async () => {
    await expectWholeVersions(await make(), 20, seeded(1))
  }, 120_000)

  it('10 rounds of eight runners with one paused: no stale commit', async () => {
    await expectNoStaleCommit(await make(), 10)
  }, 120_000)
})
