import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CompanyHere, companyHere } from '#test/end-to-end/local-aws/company-here.ts'
import { crashesOf, nightsOf, titleOf } from '#test/end-to-end/local-aws/crashes.ts'
import { disturbedNight, leftBy } from '#test/end-to-end/local-aws/disturb.ts'
import { hasLocalAws, needsLocalAws } from '#test/end-to-end/local-aws/needs.ts'

describe.skipIf(!hasLocalAws)(`a night that is disturbed in every way${needsLocalAws}`, { timeout: 14_400_000 }, () => {
  let here: CompanyHere

  beforeAll(async () => {
    here = await companyHere('spend only')
  }, 900_000)

  afterAll(async () => here?.remove())

  /** SES has no token that makes a repeat harmless: who died after the letter went out sends it again, under the same key. */
  const mayRepeat = (title: string) => title.includes('ses SendEmail') && title.endsWith('kill-after')

  test('ends as one that is not', async () => {
    const { aws } = here
    expect((await aws.night()).status).toBe('SUCCEEDED')
    const undisturbed = await leftBy(aws)
    const nights = nightsOf(crashesOf(aws.gateway.calls))
    const wrong: string[] = []
    for (const [at, crashes] of nights.entries()) {
      const { status, missed, left, failures } = await disturbedNight(aws, crashes)
      const titles = crashes.map(titleOf)
      const mails = titles.some(mayRepeat) ? [...new Set(left?.mails)] : left?.mails
      const isSame = JSON.stringify({ ...left, mails }) === JSON.stringify(undisturbed)
      if (status === 'SUCCEEDED' && isSame && missed.length === 0) continue
      wrong.push(`night ${at}: ${status}, same ${isSame}, missed ${missed}, crashes ${titles}, ${failures.at(-1)}`)
    }
    expect(wrong).toEqual([])
  })
})
