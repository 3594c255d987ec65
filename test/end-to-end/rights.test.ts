import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CompanyHere, companyHere } from './local-aws/company-here.ts'
import { hasLocalAws, needsLocalAws } from './local-aws/needs.ts'
import { isUsed, nameOf, nightWithout, type Right, rightsOf, wrongWith } from './local-aws/rights.ts'

/** One of each role; the torture run takes them all. */
const sample: readonly Right[] = [
  { caller: 'concord-test-deliver', action: 'ses:SendEmail' },
  { caller: 'concord-test-report', action: 's3:PutObject' },
  { caller: 'concord-test-aggregate', action: 'dynamodb:PutItem' },
  { caller: 'machine', action: 'athena:StartQueryExecution' },
  { caller: 'concord-test-pull', action: 's3:GetObject' },
]

describe.skipIf(!hasLocalAws)(`rights of a night${needsLocalAws}`, { timeout: 1_800_000 }, () => {
  let here: CompanyHere

  beforeAll(async () => {
    here = await companyHere('spend only')
    expect((await here.aws.night()).status).toBe('SUCCEEDED')
  }, 900_000)

  afterAll(async () => here?.remove())

  test('each of these is used by a night, and a right of the role', () => {
    const names = rightsOf(here.aws).map(nameOf)
    for (const right of sample) {
      expect(names).toContain(nameOf(right))
      expect(isUsed(here.aws.gateway.calls, right), nameOf(right)).toBe(true)
    }
  })

  test.each(sample)('a night in which $caller lacks $action fails and says so', async (right) => {
    expect(wrongWith(right, await nightWithout(here.aws, right))).toBeUndefined()
  })
})
