import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderLake } from '#shared/lake/folder.ts'
import { sqliteState } from '#shared/state/sqlite.ts'
import { awsStores } from '#test/builders/aws-stores.ts'
import { probeLake, probeState } from '#test/builders/honesty.ts'
import { hasMoto, type Moto, needsMoto, startMoto } from '#test/builders/moto.ts'
import { expectNoStaleCommit, expectWholeVersions, type Stores } from '#test/contracts/races.ts'
import { testClock } from '#test/contracts/state.ts'
import { seeded } from '#test/kill/lake-kills.ts'

const temporary = mkdtempSync(join(tmpdir(), 'concord-torture-races-'))
afterAll(() => rm(temporary, { recursive: true, force: true }))

function races(name: string, make: () => Promise<Stores>): void {
  it(`500 publishes with kills in ${name}: a reader sees only whole versions`, async () => {
    const { whole, kills } = await expectWholeVersions(await make(), 500, seeded(1))
    console.info(`${name}: 500 publishes, ${kills} kills, ${whole} reads of whole versions, 0 others`)
  })

  it(`200 rounds of eight runners with one paused in ${name}: no stale commit`, async () => {
    await expectNoStaleCommit(await make(), 200)
    console.info(`${name}: 200 rounds, one winner each, 0 stale commits`)
  })
}

races('folder and sqlite', async () => {
  const clock = testClock()
  const root = mkdtempSync(join(temporary, 'r'))
  return { lake: folderLake(join(root, 'lake')), state: sqliteState(join(root, 'state.sqlite'), clock), clock }
})

describe.skipIf(!hasMoto)(`S3 and DynamoDB${needsMoto}`, () => {
  let moto: Moto
  let make: () => Promise<Stores>
  beforeAll(async () => {
    moto = await startMoto()
    const stores = awsStores(moto)
    make = async () => {
      const clock = testClock()
      return { lake: await stores.lake(), state: await stores.state(clock), clock }
    }
    const { lake, state } = await make()
    expect([...(await probeLake(lake)), ...(await probeState(state))]).toEqual([])
  }, 60_000)
  afterAll(() => moto?.stop())

  races('S3 and DynamoDB (moto)', () => make())
})
