import { existsSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { models } from '#aggregate/models/index.ts'
import { isShown } from '#aggregate/on-athena/parts.ts'
import { type RunProject, runProject, temporaryFolder } from '#test/builders/project-run.ts'
import { bundles } from '#test/end-to-end/local-aws/bundles.ts'
import { pushCompany, uploadFiles } from '#test/end-to-end/local-aws/company.ts'
import { rowsInCloud, rowsOnLaptop } from '#test/end-to-end/local-aws/marts.ts'
import { hasLocalAws, needsLocalAws } from '#test/end-to-end/local-aws/needs.ts'
import { type LocalAws, startLocalAws } from '#test/end-to-end/local-aws/start.ts'
import { engineHere, engineName } from './engine-here.ts'

const shared = process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../../shared')
const data = process.env.CONCORD_DATA_DIR ?? join(shared, 'data')
const hasData = existsSync(join(data, 'online-school'))
const because = hasData ? needsLocalAws : ' (left out: no ../shared/data/online-school here)'

const env = { CONCORD_DATA_DIR: data }
const project = resolve(import.meta.dirname, '../../examples/online-school')

/** The project without what an earlier run has left in it. */
async function copyOfSchool(): Promise<string> {
  const folder = await temporaryFolder()
  for (const part of ['agreement', 'connections'])
    await cp(join(project, part), join(folder, part), { recursive: true })
  return folder
}

describe.skipIf(!hasData || !hasLocalAws)(
  `the online school through the whole template, on ${engineName}${because}`,
  { timeout: 1_800_000 },
  () => {
    let folder: string
    let aws: LocalAws
    let laptop: RunProject
    let stop = async () => {}
    const sum = async (sql: string) => (await (await aws.warehouse.open()).query(sql)).rows[0]

    beforeAll(async () => {
      folder = await copyOfSchool()
      laptop = await runProject(folder, env)
      const here = await engineHere()
      stop = here.stop
      aws = await startLocalAws({ dist: bundles(), engine: here.engine })
      await pushCompany(aws, folder)
      await uploadFiles(aws, folder, env)
      const night = await aws.night()
      expect(await aws.failures(night)).toEqual([])
      expect(night.status).toBe('SUCCEEDED')
    }, 1_800_000)

    afterAll(async () => {
      laptop?.rt.close()
      await aws?.stop()
      await stop()
      await rm(folder, { recursive: true, force: true })
    })

    test('has in every mart and check the rows of the laptop', async () => {
      for (const model of models.filter(isShown)) {
        expect(await rowsInCloud(aws, model), model.name).toEqual(await rowsOnLaptop(laptop, model))
      }
    })

    test('has spent 149,523.45, and 843 have paid 978,651.00 at first', async () => {
      const spent = await sum('SELECT sum(spend_micros) AS spend_micros FROM fct_spend')
      expect(spent).toEqual({ spend_micros: 149_523_450_000n })
      const won = 'SELECT count(*) AS paid, sum(revenue_micros) AS revenue_micros FROM fct_deals WHERE is_won'
      expect(await sum(won)).toEqual({ paid: 843, revenue_micros: 978_651_000_000n })
    })
  },
)
