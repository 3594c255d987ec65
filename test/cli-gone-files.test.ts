import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { concord } from './builders/run-cli.ts'

const leads = 'ID,Created,Status,Source\n1,2026-10-01,New,Google\n2,2026-10-02,Lost,Google\n'
const connection = `name: leads
kind: file
files: data/leads.csv
records:
  - record: lead
    columns: {lead_id: ID, created_at: Created, stage: Status, channel_hint: Source}
`

it('reads a corrected mapping from raw when the files are gone, and misses files that never were there', async () => {
  const dir = join(await mkdtemp(join(tmpdir(), 'concord-cli-')), 'company')
  const inProject = (...args: string[]) => concord([...args, '--project', dir])
  await concord(['init', dir, '--month', '2026-10'])
  const yaml = join(dir, 'connections', 'leads.yaml')
  await writeFile(yaml, connection)
  const missing = await inProject('sync')
  expect(missing.code).toBe(1)
  expect(missing.stderr).toContain('There is no file')

  await writeFile(join(dir, 'data', 'leads.csv'), leads)
  const first = await inProject('sync')
  expect(first.code, first.stderr).toBe(0)
  await rm(join(dir, 'data', 'leads.csv'))
  await writeFile(yaml, (await readFile(yaml, 'utf8')).replace('channel_hint: Source', 'utm_source: Source'))
  const again = await inProject('sync', '--json')
  expect(again.code, again.stderr).toBe(0)
  expect(JSON.parse(again.stdout).connections[0].total).toMatchObject({ read: 2, good: 2, unitsWritten: 2 })
})
