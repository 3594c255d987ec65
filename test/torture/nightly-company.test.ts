import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { models } from '#aggregate/models/index.ts'
import { isShown } from '#aggregate/on-athena/parts.ts'
import { type RunProject, runProject } from '#test/builders/project-run.ts'
import { type CompanyHere, companyHere } from '#test/end-to-end/local-aws/company-here.ts'
import { letterOf } from '#test/end-to-end/local-aws/letters.ts'
import type { Ended } from '#test/end-to-end/local-aws/machine.ts'
import { rowsInCloud, rowsOnLaptop } from '#test/end-to-end/local-aws/marts.ts'
import { hasLocalAws, needsLocalAws } from '#test/end-to-end/local-aws/needs.ts'

describe.skipIf(!hasLocalAws)(
  `the demo company through the whole template${needsLocalAws}`,
  { timeout: 1_800_000 },
  () => {
    let here: CompanyHere
    let laptop: RunProject
    let night: Ended

    beforeAll(async () => {
      here = await companyHere('full')
      laptop = await runProject(here.folder)
      night = await here.aws.night()
    }, 1_800_000)

    afterAll(async () => {
      laptop?.rt.close()
      await here?.remove()
    })

    test('has in every mart and check the rows of the laptop', async () => {
      expect(await here.aws.failures(night)).toEqual([])
      for (const model of models.filter(isShown)) {
        expect(await rowsInCloud(here.aws, model), model.name).toEqual(await rowsOnLaptop(laptop, model))
      }
    })

    test('mails its digest once', () => {
      expect(here.aws.gateway.mails).toHaveLength(1)
      expect(letterOf(here.aws.gateway.mails[0]!).text).toContain('Что решить сегодня')
    })
  },
)
