import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pushProject } from '#shared/project/in-lake.ts'
import { type CompanyHere, companyHere } from './local-aws/company-here.ts'
import { publishedBuild } from './local-aws/marts.ts'
import { hasLocalAws, needsLocalAws } from './local-aws/needs.ts'

const textOf = (mail: unknown): string => JSON.stringify(mail)

describe.skipIf(!hasLocalAws)(`troubles of a night${needsLocalAws}`, { timeout: 900_000 }, () => {
  let here: CompanyHere

  beforeAll(async () => {
    here = await companyHere('spend only')
  }, 900_000)

  afterAll(async () => here?.remove())

  test('one source that fails does not stop the rest, and the digest names it', async () => {
    const { aws } = here
    aws.gateway.fault = ({ caller, target, service }) =>
      caller === 'concord-test-pull' && service === 's3' && target.startsWith('vk/')
        ? { status: 403, code: 'AccessDenied' }
        : undefined
    const night = await aws.night()
    expect(night.status).toBe('SUCCEEDED')
    expect(night.output).toMatchObject({
      pulls: [
        { connection: 'direct', failed: false },
        { connection: 'vk', failed: true },
      ],
    })
    expect(aws.gateway.mails).toHaveLength(1)
    expect(textOf(aws.gateway.mails[0])).toContain('Не удалось прочитать: vk.')
    expect((await aws.lake.list('records/spend/')).every(({ key }) => key.includes('source=direct/'))).toBe(true)
  })

  test('the night after brings what had failed', async () => {
    const { aws } = here
    aws.gateway.fault = () => undefined
    const before = await publishedBuild(aws)
    const night = await aws.night()
    expect(night.status).toBe('SUCCEEDED')
    expect(await publishedBuild(aws)).not.toBe(before)
    expect(aws.gateway.mails).toHaveLength(2)
    expect(textOf(aws.gateway.mails[1])).not.toContain('Не удалось прочитать')
  })

  test('a check that blocks keeps the old publication, and readers and keepers are told', async () => {
    const { aws, folder } = here
    const before = await publishedBuild(aws)
    const path = join(folder, 'connections/vk.yaml')
    // Nobody has given a rate for this currency.
    await writeFile(path, (await readFile(path, 'utf8')).replace('currency: RUB', 'currency: USD'))
    await pushProject(aws.lake, folder)
    const night = await aws.night()
    expect(night).toMatchObject({ status: 'FAILED', error: 'FixData' })
    expect(await publishedBuild(aws)).toBe(before)
    const states = await aws.states(night)
    expect(states).toContain('DeliverBlocked')
    expect(states).not.toContain('Publish')
    expect(aws.gateway.mails).toHaveLength(3)
    expect(textOf(aws.gateway.mails[2])).toContain('chk_rate_missing')
    expect(aws.gateway.alerts).toHaveLength(1)
    expect(await aws.lake.head('published/blocked.json')).toBeDefined()
  })
})
