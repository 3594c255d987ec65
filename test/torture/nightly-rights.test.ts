import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CompanyHere, companyHere } from '#test/end-to-end/local-aws/company-here.ts'
import { hasLocalAws, needsLocalAws } from '#test/end-to-end/local-aws/needs.ts'
import { isUsed, nameOf, nightWithout, rightsOf, wrongWith } from '#test/end-to-end/local-aws/rights.ts'

/** `CONCORD_RIGHTS=GetSecretValue` takes only the rights whose role and action say that. */
const part = process.env.CONCORD_RIGHTS ?? ''

describe.skipIf(!hasLocalAws)(`all rights of a night${needsLocalAws}`, { timeout: 7_200_000 }, () => {
  let here: CompanyHere

  beforeAll(async () => {
    here = await companyHere('spend only')
  }, 900_000)

  afterAll(async () => here?.remove())

  test('each that is taken from a role fails the night by its name', async () => {
    const { aws } = here
    expect((await aws.night()).status).toBe('SUCCEEDED')
    const used = rightsOf(aws).filter((right) => isUsed(aws.gateway.calls, right))
    expect(used.length).toBeGreaterThan(30)
    const wrong: string[] = []
    for (const right of used.toReversed().filter((one) => nameOf(one).includes(part))) {
      const found = wrongWith(right, await nightWithout(aws, right))
      if (process.env.CONCORD_SHOW) console.info(`${right.caller} ${right.action}: ${found ?? 'as it should'}`)
      if (found) wrong.push(found)
    }
    expect(wrong).toEqual([])
  })
})
