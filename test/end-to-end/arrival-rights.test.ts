import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { arrivalsHere, arrivalWithout, door, inbox, rightsOfArrival } from './local-aws/arrival-rights.ts'
import type { CompanyHere } from './local-aws/company-here.ts'
import { hasLocalAws, needsLocalAws } from './local-aws/needs.ts'

describe.skipIf(!hasLocalAws)(`all rights of arrivals${needsLocalAws}`, { timeout: 900_000 }, () => {
  let here: CompanyHere

  beforeAll(async () => {
    here = await arrivalsHere()
  }, 900_000)

  afterAll(async () => here?.remove())

  // A webhook leaves a message in the inbox's queue: the door comes last.
  test.each([inbox, door])('each that is taken from %s fails its arrival, and the log names it', async (caller) => {
    const used = await rightsOfArrival(here, caller)
    expect(used.length).toBeGreaterThan(3)
    const wrong: string[] = []
    for (const right of used) {
      const found = await arrivalWithout(here, right)
      if (found) wrong.push(found)
    }
    expect(wrong).toEqual([])
  })
})
