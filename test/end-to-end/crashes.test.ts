import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CompanyHere, companyHere } from './local-aws/company-here.ts'
import { type Crash, crashesOf, nightsOf, sampleOf } from './local-aws/crashes.ts'
import { disturbedNight, type Left, leftBy } from './local-aws/disturb.ts'
import { hasLocalAws, needsLocalAws } from './local-aws/needs.ts'

describe.skipIf(!hasLocalAws)(`a night that is disturbed${needsLocalAws}`, { timeout: 1_800_000 }, () => {
  let here: CompanyHere
  let undisturbed: Left
  let crashes: readonly Crash[]

  beforeAll(async () => {
    here = await companyHere('spend only')
    const night = await here.aws.night()
    expect(await here.aws.failures(night)).toEqual([])
    undisturbed = await leftBy(here.aws)
    crashes = crashesOf(here.aws.gateway.calls)
  }, 900_000)

  afterAll(async () => here?.remove())

  test('at each of its calls once ends as one that is not', async () => {
    expect(undisturbed.marts.fct_spend?.length).toBeGreaterThan(50)
    expect(undisturbed.mails).toHaveLength(1)
    const [night = []] = nightsOf(sampleOf(crashes))
    expect(night.length).toBeGreaterThan(25)
    const { status, missed, left, failures } = await disturbedNight(here.aws, night)
    expect({ status, missed, failures: status === 'SUCCEEDED' ? [] : failures }).toEqual({
      status: 'SUCCEEDED',
      missed: [],
      failures: [],
    })
    expect(left).toEqual(undisturbed)
  })
})
