import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { models } from '#aggregate/models/index.ts'
import { isShown } from '#aggregate/on-athena/parts.ts'
import { keys } from '#shared/names.ts'
import { type RunProject, runProject } from '#test/builders/project-run.ts'
import { type CompanyHere, companyHere } from './local-aws/company-here.ts'
import { letterOf } from './local-aws/letters.ts'
import type { Ended } from './local-aws/machine.ts'
import { publishedBuild, rowsInCloud, rowsOnLaptop } from './local-aws/marts.ts'
import { hasLocalAws, needsLocalAws } from './local-aws/needs.ts'

describe.skipIf(!hasLocalAws)(`a night of the whole template${needsLocalAws}`, { timeout: 900_000 }, () => {
  let here: CompanyHere
  let laptop: RunProject
  let night: Ended

  beforeAll(async () => {
    here = await companyHere('spend only')
    laptop = await runProject(here.folder)
    night = await here.aws.night()
  }, 900_000)

  afterAll(async () => {
    laptop?.rt.close()
    await here?.remove()
  })

  test('ends well, and every call that it makes is one that its role may make', async () => {
    const { aws } = here
    expect(await aws.failures(night)).toEqual([])
    expect(night.status).toBe('SUCCEEDED')
    expect(aws.gateway.calls.filter(({ refused }) => refused)).toEqual([])
    expect(new Set(aws.gateway.calls.map(({ caller }) => caller)).size).toBe(5)
  })

  test('has in every mart and check the rows of the laptop', async () => {
    expect(await publishedBuild(here.aws)).toMatch(/^[0-9a-f]{16}$/)
    for (const model of models.filter(isShown)) {
      const ours = await rowsOnLaptop(laptop, model)
      expect(await rowsInCloud(here.aws, model), model.name).toEqual(ours)
      if (model.name === 'fct_kpi' || model.name === 'fct_spend') expect(ours.length, model.name).toBeGreaterThan(10)
    }
  })

  test('leaves the page of the month in the lake, and mails it once with what is to be decided', async () => {
    const { lake, gateway } = here.aws
    expect(gateway.mails.map(({ caller }) => caller)).toEqual(['concord-test-deliver'])
    const letter = letterOf(gateway.mails[0]!)
    expect(letter.text).toContain('Что решить сегодня')
    const month = String(letter.key.split('/')[1])
    const page = await lake.get(keys.report(month, 'index.html'))
    expect(letter.attachments).toEqual([[`concord-${month}.html`, Buffer.from(page?.bytes ?? []).toString()]])
    expect(gateway.alerts).toEqual([])
  })

  test('makes nothing anew and mails nothing the night after', async () => {
    const { aws } = here
    const again = await aws.night()
    expect(again.status).toBe('SUCCEEDED')
    expect(await aws.states(night)).toContain('Levels')
    expect(await aws.states(again)).not.toContain('Levels')
    expect(aws.gateway.mails).toHaveLength(1)
  })

  test('feeds uploads to the inbox function, which leaves the records as they stand', async () => {
    const { aws } = here
    const before = (await aws.lake.list('records/')).map(({ key, etag }) => `${key} ${etag}`)
    expect(await aws.feedQueues()).toEqual([])
    expect(aws.gateway.calls.some(({ caller }) => caller === 'concord-test-inbox')).toBe(true)
    expect(aws.gateway.calls.filter(({ refused }) => refused)).toEqual([])
    expect((await aws.lake.list('records/')).map(({ key, etag }) => `${key} ${etag}`)).toEqual(before)
  })

  test('answers 404 at the door to a name that is not there', async () => {
    const answer = await fetch(`${here.aws.gateway.endpoint}/hooks/nobody/secret`, { method: 'POST', body: '{}' })
    expect([401, 403, 404]).toContain(answer.status)
    const other = await fetch(`${here.aws.gateway.endpoint}/elsewhere`, { method: 'POST', body: '{}' })
    expect(other.status).toBe(404)
  })
})
