import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { memoryLake } from '#shared/lake/memory.ts'
import { keys } from '#shared/names.ts'
import { materialise, pushProject } from '#shared/project/in-lake.ts'

const temporary = mkdtempSync(join(tmpdir(), 'concord-project-'))
afterAll(() => rm(temporary, { recursive: true, force: true }))
const freshFolder = () => mkdtempSync(join(temporary, 'p'))

function projectOf(files: Readonly<Record<string, string>>): string {
  const dir = freshFolder()
  for (const folder of ['agreement', 'connections', 'data']) mkdirSync(join(dir, folder))
  for (const [path, text] of Object.entries(files)) writeFileSync(join(dir, path), text)
  return dir
}
const files = { 'agreement/2026-10.yaml': 'month: 2026-10', 'connections/crm.yaml': 'name: crm', 'data/leads.csv': 'a' }
const textOf = (dir: string, path: string) => readFileSync(join(dir, path), 'utf8')

describe('a project in the lake', () => {
  it('is what was pushed: agreement and connections, and nothing else', async () => {
    const lake = memoryLake()
    const pushed = await pushProject(lake, projectOf({ ...files, '.env': 'TOKEN=canary', 'agreement/x.json': '{}' }))
    expect(pushed).toMatchObject({
      moved: true,
      files: [{ path: 'agreement/2026-10.yaml' }, { path: 'connections/crm.yaml' }],
    })
    expect((await lake.list('')).map(({ key }) => key)).toEqual([
      `project/${pushed.version}/agreement/2026-10.yaml`,
      `project/${pushed.version}/connections/crm.yaml`,
      keys.projectCurrent,
    ])
    const { dir, version } = await materialise(lake, freshFolder())
    expect(version).toBe(pushed.version)
    expect(textOf(dir, 'connections/crm.yaml')).toBe('name: crm')
    expect(readdirSync(join(dir, 'agreement'))).toEqual(['2026-10.yaml'])
  })

  it('has one version for the same files, and moves on when one changes', async () => {
    const lake = memoryLake()
    const first = await pushProject(lake, projectOf(files))
    expect(await pushProject(lake, projectOf(files))).toMatchObject({ version: first.version, moved: false })
    const folder = freshFolder()
    const before = await materialise(lake, folder)
    const second = await pushProject(lake, projectOf({ ...files, 'connections/crm.yaml': 'name: other' }))
    const after = await materialise(lake, folder)
    expect(second).toMatchObject({ moved: true })
    expect(textOf(before.dir, 'connections/crm.yaml')).toBe('name: crm')
    expect(textOf(after.dir, 'connections/crm.yaml')).toBe('name: other')
    // Back to what was: the old version counts again.
    expect(await pushProject(lake, projectOf(files))).toMatchObject({ version: first.version, moved: true })
    expect((await materialise(lake, folder)).dir).toBe(before.dir)
  })

  it('is written once per version, also by several at the same time', async () => {
    const lake = memoryLake()
    await pushProject(lake, projectOf(files))
    let reads = 0
    const get = (key: string) => {
      reads++
      return lake.get(key)
    }
    const counting = { ...lake, get }
    const folder = freshFolder()
    const made = await Promise.all([1, 2, 3].map(() => materialise(counting, folder)))
    expect(new Set(made.map(({ dir }) => dir)).size).toBe(1)
    expect(readdirSync(folder)).toEqual([made[0]!.version])
    reads = 0
    await materialise(counting, folder)
    expect(reads).toBe(1)
  })

  it('says what to do where nothing was pushed, where it is broken, and where a name can not go up', async () => {
    const lake = memoryLake()
    await expect(materialise(lake, freshFolder())).rejects.toMatchObject({ name: 'FixConfig', code: 'NO_PROJECT' })
    const { version } = await pushProject(lake, projectOf(files))
    const folder = freshFolder()
    await lake.delete(keys.project(version, 'connections/crm.yaml'))
    await expect(materialise(lake, folder)).rejects.toMatchObject({ name: 'Bug', code: 'PROJECT_BROKEN' })
    expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual([])
    const odd = projectOf({ ...files, 'connections/_x.yaml': 'name: x' })
    await expect(pushProject(lake, odd)).rejects.toMatchObject({ name: 'FixConfig', code: 'FILE_NAME' })
    rmSync(odd, { recursive: true })
  })

  it('lets one of two that push at the same time win', async () => {
    const lake = memoryLake()
    // Both have looked at the pointer before either moves it.
    const looked = Promise.withResolvers<void>()
    let looks = 0
    const get: typeof lake.get = async (key) => {
      const found = await lake.get(key)
      if (++looks === 2) looked.resolve()
      await looked.promise
      return found
    }
    const push = (text: string) => pushProject({ ...lake, get }, projectOf({ ...files, 'connections/crm.yaml': text }))
    const pushes = await Promise.allSettled([push('a'), push('b')])
    expect(pushes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(pushes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'PUSH_OVERTAKEN' } })
  })
})
