import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CompanyHere, companyHere } from '#test/end-to-end/local-aws/company-here.ts'
import { callsOf, crashesOf, nightsOf, titleOf } from '#test/end-to-end/local-aws/crashes.ts'
import { disturbedNight, leftBy } from '#test/end-to-end/local-aws/disturb.ts'
import { hasLocalAws, needsLocalAws } from '#test/end-to-end/local-aws/needs.ts'

const show = (line: string) => {
  if (process.env.CONCORD_SHOW) console.info(line)
}

/** `CONCORD_NIGHTS=5-12` runs a part of the matrix, as its nights are counted from 1. */
const [first = 1, last = Number.POSITIVE_INFINITY] = (process.env.CONCORD_NIGHTS ?? '').match(/\d+/g)?.map(Number) ?? []

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
    const all = crashesOf(aws.gateway.calls)
    const nights = nightsOf(all)
    show(`${all.length} crashes of ${callsOf(all).length} calls in ${nights.length} nights`)
    const steps = Map.groupBy(all, ({ caller, step }) => `${caller} ${step}`)
    show([...steps].map(([step, { length }]) => `${step} ${length}`).join(', '))
    const wrong: string[] = []
    for (const [at, crashes] of nights.entries()) {
      if (at + 1 < first || at + 1 > last) continue
      const { status, missed, left, failures } = await disturbedNight(aws, crashes)
      const titles = crashes.map(titleOf)
      const mails = titles.some(mayRepeat) ? [...new Set(left?.mails)] : left?.mails
      const isSame = JSON.stringify({ ...left, mails }) === JSON.stringify(undisturbed)
      const isRight = status === 'SUCCEEDED' && isSame && missed.length === 0
      show(`night ${at + 1} of ${nights.length}, ${crashes.length} crashes: ${isRight ? 'as it should' : status}`)
      if (isRight) continue
      const lines = [`missed ${missed.join(', ') || 'none'}`, ...titles, ...failures.map((one) => one.slice(0, 400))]
      wrong.push([`night ${at + 1}: ${status}, ${isSame ? 'the same' : 'not the same'}`, ...lines].join('\n  '))
      show(wrong.at(-1)!)
    }
    expect(wrong).toEqual([])
  })
})
