import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { writeCompany } from './builders/companies.ts'
import { publishedHashes } from './builders/kill-runs.ts'
import { runProject, temporaryFolder } from './builders/project-run.ts'

const connected = { crm: 'leads', direct: 'direct', vk: 'vk' }

async function company(): Promise<string> {
  const folder = await temporaryFolder()
  await writeCompany(folder, 'leads only')
  await writeCompany(folder, 'spend only')
  return folder
}

/** Cuts a file into ten of the same header, named so that the last rows are read first. */
async function split(folder: string, connection: string, file: string): Promise<void> {
  const path = join(folder, 'data', `${file}.csv`)
  const [header, ...rows] = (await readFile(path, 'utf8')).split('\r\n')
  const parts = join(folder, 'data', file)
  await mkdir(parts)
  for (let part = 0; part < 10; part++) {
    const own = rows.filter((_, at) => at % 10 === part)
    await writeFile(join(parts, `${9 - part}.csv`), [header, ...own.toReversed()].join('\r\n'))
  }
  await rm(path)
  const yaml = join(folder, 'connections', `${connection}.yaml`)
  const text = await readFile(yaml, 'utf8')
  await writeFile(yaml, text.replace(`data/${basename(path)}`, `data/${file}`))
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

  await rename(join(many, 'data', 'leads', '0.csv'), join(many, 'data', 'leads', 'zz.csv'))
  await runProject(many)
  expect(await publishedHashes(many)).toEqual(expected)
})
