import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeCompany } from './builders/companies.ts'
import { publishedHashes } from './builders/kill-runs.ts'
import { removeAfterTest, runProject, temporaryFolder } from './builders/project-run.ts'
import { isFull, notInSample } from './builders/sample.ts'
import { recordsOf, splitFile } from './builders/split-files.ts'

const shared = process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared')
const schoolData = join(shared, 'data', 'online-school')
const isAbsent = !existsSync(schoolData)
const reason = isAbsent ? ' (skipped: ../shared/data is not here)' : ''

const schoolFiles = ['contacts', 'deals', 'spend']

const connected = { crm: 'leads', direct: 'direct', vk: 'vk' }

async function company(): Promise<string> {
  const folder = await temporaryFolder()
  removeAfterTest(folder)
  await writeCompany(folder, 'leads only')
  await writeCompany(folder, 'spend only')
  return folder
}

async function split(folder: string, connection: string, file: string): Promise<void> {
  const path = join(folder, 'data', `${file}.csv`)
  await splitFile(path, join(folder, 'data', file))
  await rm(path)
  const yaml = join(folder, 'connections', `${connection}.yaml`)
  const text = await readFile(yaml, 'utf8')
  await writeFile(yaml, text.replace(`data/${file}.csv`, `data/${file}`))
}

it('twice, in another order, in ten files, renamed: the published marts are the same bytes', {
  timeout: 120_000,
}, async () => {
  const once = await company()
  await runProject(once)
  const expected = await publishedHashes(once)
  expect(Object.keys(expected).length).toBeGreaterThan(20)

  await runProject(once)
  expect(await publishedHashes(once)).toEqual(expected)

  const many = await company()
  for (const [connection, file] of Object.entries(connected)) await split(many, connection, file)
  await runProject(many)
  expect(await publishedHashes(many)).toEqual(expected)

  await rename(join(many, 'data', 'leads', 'leads-0.csv'), join(many, 'data', 'leads', 'zz.csv'))
  await runProject(many)
  expect(await publishedHashes(many)).toEqual(expected)
})

/** Runs the online school over the CSV files of a folder. */
async function runSchool(data: string): Promise<Record<string, string>> {
  const folder = await temporaryFolder()
  removeAfterTest(folder)
  const example = resolve(import.meta.dirname, '../examples/online-school')
  for (const part of ['agreement', 'connections'])
    await cp(join(example, part), join(folder, part), { recursive: true })
  await writeFile(join(folder, '.env'), `CONCORD_PERSONAL_KEY=${'ab'.repeat(32)}\n`)
  const { rt } = await runProject(folder, { CONCORD_DATA_DIR: data })
  rt.close()
  return publishedHashes(folder)
}

/** The school's files with every so many-th of their rows. */
async function thinned(every: number): Promise<string> {
  const data = await temporaryFolder()
  removeAfterTest(data)
  await mkdir(join(data, 'online-school'))
  for (const file of schoolFiles) {
    const [header, ...rows] = recordsOf(await readFile(join(schoolData, `${file}.csv`)))
    const own = rows.filter((_, at) => at % every === 0)
    await writeFile(join(data, 'online-school', `${file}.csv`), `${[header, ...own].join('\r\n')}\r\n`)
  }
  return data
}

describe.skipIf(isAbsent)(`the online school${reason}`, () => {
  const part = isFull ? 'all' : 'every fortieth'
  it(`${part} of its rows, cut into ten files in another order, publishes the same bytes`, {
    timeout: 180_000,
  }, async () => {
    const whole = isFull ? join(shared, 'data') : await thinned(40)
    const data = await temporaryFolder()
    removeAfterTest(data)
    for (const file of schoolFiles) {
      await splitFile(join(whole, 'online-school', `${file}.csv`), join(data, 'online-school'))
    }
    const cut = await runSchool(data)
    expect(Object.keys(cut).length).toBeGreaterThan(20)
    expect(cut).toEqual(await runSchool(whole))
  })

  if (!isFull) it.skip(`all rows of it (${notInSample})`, () => undefined)
})
