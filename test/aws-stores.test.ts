import { afterAll, beforeAll, describe, expect, vi } from 'vitest'
import { awsStores } from '#test/builders/aws-stores.ts'
import { probeLake, probeState } from '#test/builders/honesty.ts'
import { hasMoto, type Moto, needsMoto, startMoto } from '#test/builders/moto.ts'
import { testLake } from '#test/contracts/lake.ts'
import { testOutbox } from '#test/contracts/outbox.ts'
import { testSecrets } from '#test/contracts/secrets.ts'
import { testClock, testState } from '#test/contracts/state.ts'

// Every call is a request to a server in Python, fifty writers at a time.
vi.setConfig({ testTimeout: 120_000 })

describe.skipIf(!hasMoto)(`stores on AWS${needsMoto}`, () => {
  let moto: Moto
  let stores: ReturnType<typeof awsStores>
  beforeAll(async () => {
    moto = await startMoto()
    stores = awsStores(moto)
    // A store that is not honest about conditions may not run what follows: it would prove nothing.
    const faults = [...(await probeLake(await stores.lake())), ...(await probeState(await stores.state(testClock())))]
    expect(faults).toEqual([])
  }, 60_000)
  afterAll(() => moto?.stop())

  testLake('s3', () => stores.lake())
  testState('dynamodb', (clock) => stores.state(clock))
  testSecrets('secrets manager', () => stores.secrets())
  testOutbox('dynamodb', (clock) => stores.state(clock))
})
