import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { models } from '#aggregate/models/index.ts'
import { isShown } from '#aggregate/on-athena/parts.ts'
import type { CompanyKind } from '#test/builders/companies.ts'
import { type RunProject, runProject } from '#test/builders/project-run.ts'
import { type CompanyHere, companyHere } from '#test/end-to-end/local-aws/company-here.ts'
import { letterOf } from '#test/end-to-end/local-aws/letters.ts'
import type { Ended } from '#test/end-to-end/local-aws/machine.ts'
import { rowsInCloud, rowsOnLaptop } from '#test/end-to-end/local-aws/marts.ts'
import { hasLocalAws, needsLocalAws } from '#test/end-to-end/local-aws/needs.ts'
import { engineHere, engineName } from './engine-here.ts'

const kinds: readonly CompanyKind[] = ['full', 'spend only', 'leads only', 'nothing']

describe.skipIf(!hasLocalAws).each(kinds)(
  `a company (%s) through the whole template, on ${engineName}${needsLocalAws}`,
  { timeout: 1_800_000 },
  (kind) => {
    let here: CompanyHere
    let laptop: RunProject
    let night: Ended
    let stop = async () => {}

    beforeAll(async () => {
      const own = await engineHere()
      stop = own.stop
      here = await companyHere(kind, { engine: own.engine })
      laptop = await runProject(here.folder)
      night = await here.aws.night()
    }, 1_800_000)

    afterAll(async () => {
      laptop?.rt.close()
      await here?.remove()
      await stop()
    })

    test('has in every mart and check the rows of the laptop', async () => {
      expect(await here.aws.failures(night)).toEqual([])
      for (const model of models.filter(isShown)) {
        expect(await rowsInCloud(here.aws, model), model.name).toEqual(await rowsOnLaptop(laptop, model))
      }
    })

    test('mails its digest once', () => {
      expect(here.aws.gateway.mails).toHaveLength(1)
      expect(letterOf(here.aws.gateway.mails[0]!).text.length).toBeGreaterThan(100)
    })
  },
)
