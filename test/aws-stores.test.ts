import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsStores } from '#test/builders/aws-stores.ts'
import { probeLake, probeState } from '#test/builders/honesty.ts'
import { hasMoto, type Moto, needsMoto, startMoto } from '#test/builders/moto.ts'
import { isFull, notInSample } from '#test/builders/sample.ts'
import { many, testLake } from '#test/contracts/lake.ts'
import { testOutbox } from '#test/contracts/outbox.ts'
import { expectNoStaleCommit, expectWholeVersions } from '#test/contracts/races.ts'
import { testSecrets } from '#test/contracts/secrets.ts'
import { testClock, testState } from '#test/contracts/state.ts'
import { seeded } from '#test/kill/lake-kills.ts'

// Every call is a request to a server in Python; fifty writers that retry until each has won need thousands of them.
const counts = isFull ? many : { writers: 12, keys: 120 }
const pageOfList = isFull ? 1_000 : 100

describe.skipIf(!hasMoto)(`stores on AWS${needsMoto}`, { timeout: 120_000 }, () => {
  let moto: Moto
  let stores: ReturnType<typeof awsStores>
  beforeAll(async () => {
    moto = await startMoto({ env: { MOTO_S3_DEFAULT_MAX_KEYS: String(pageOfList) } })
    stores = awsStores(moto)
    // A store that is not honest about conditions may not run what follows: it would prove nothing.
    const faults = [...(await probeLake(await stores.lake())), ...(await probeState(await stores.state(testClock())))]
    expect(faults).toEqual([])
  }, 60_000)
  afterAll(() => moto?.stop())

  testLake('s3', () => stores.lake(), counts)
  testState('dynamodb', (clock) => stores.state(clock), counts.writers)
  testSecrets('secrets manager', () => stores.secrets())
  testOutbox('dynamodb', (clock) => stores.state(clock))

  const stand = async () => {
    const clock = testClock()
    return { lake: await stores.lake(), state: await stores.state(clock), clock }
  }

  const publishes = isFull ? 20 : 8
  it(`race ${publishes} publishes with kills: a reader sees only whole versions`, async () => {
    await expectWholeVersions(await stand(), publishes, seeded(1))
  })

  const rounds = isFull ? 10 : 4
  it(`race ${rounds} rounds of eight runners with one paused: no stale commit`, async () => {
    await expectNoStaleCommit(await stand(), rounds)
  })

  if (!isFull)
    it.skip(`fifty writers, pages of a thousand keys, 20 publishes, 10 rounds (${notInSample})`, () => undefined)
})
