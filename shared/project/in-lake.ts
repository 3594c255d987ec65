import { hash, randomUUID } from 'node:crypto'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { Bug, FixConfig, Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { unavailable } from '#shared/lake/failure.ts'
import { orAbsent } from '#shared/lake/files.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import { readProject, versionOf } from './files.ts'

const pointer = z.object({
  version: z.string().regex(/^[0-9a-f]{16}$/),
  files: z
    .array(z.object({ path: z.string().regex(/^(agreement|connections)\/[^/]+$/), sha256: z.string() }))
    .readonly(),
})

export type ProjectPointer = z.infer<typeof pointer>

/** Which version of the project counts now; undefined: none was pushed yet. */
export async function currentProject(lake: Lake): Promise<{ pointer: ProjectPointer; etag: string } | undefined> {
  const stored = await lake.get(keys.projectCurrent)
  return stored && { pointer: pointer.parse(JSON.parse(new TextDecoder().decode(stored.bytes))), etag: stored.etag }
}

export interface Pushed extends ProjectPointer {
  /** False: this very version counted already. */
  readonly moved: boolean
}

/** Puts every YAML of the project under one version, then moves the pointer: a run sees all of it or nothing. */
export async function pushProject(lake: Lake, dir: string): Promise<Pushed> {
  const read = await readProject(dir)
  const files = read.map(({ path, sha256 }) => ({ path, sha256 }))
  const version = versionOf(files)
  const standing = await currentProject(lake)
  if (standing?.pointer.version === version) return { version, files, moved: false }
  // Named by their contents: what stands there already is the same.
  for (const { path, bytes } of read) await lake.put(keys.project(version, path), bytes, 'absent')
  const text = new TextEncoder().encode(`${JSON.stringify({ version, files }, null, 2)}\n`)
  const put = await lake.put(keys.projectCurrent, text, standing ? { etag: standing.etag } : 'absent')
  if (!put.done) throw overtaken()
  return { version, files, moved: true }
}

export interface Materialised {
  readonly version: string
  /** A folder with agreement/ and connections/, as the loaders of a laptop want it. */
  readonly dir: string
}

/** Writes the version that counts below `folder`, once per version. Errors: FixConfig where none was pushed, Bug, Unavailable. */
export async function materialise(lake: Lake, folder: string): Promise<Materialised> {
  const found = await currentProject(lake)
  if (!found) throw noProject()
  const { version } = found.pointer
  const dir = join(folder, version)
  if (await orAbsent(stat(dir))) return { version, dir }
  // Written aside and renamed: a folder that is there is whole.
  const aside = join(folder, `.${version}-${randomUUID()}`)
  await writeVersion(lake, found.pointer, aside).catch(unavailable('project', aside))
  await putInPlace(aside, dir).catch(unavailable('project', dir))
  return { version, dir }
}

async function writeVersion(lake: Lake, { version, files }: ProjectPointer, aside: string): Promise<void> {
  for (const folder of ['agreement', 'connections']) await mkdir(join(aside, folder), { recursive: true })
  for (const { path, sha256 } of files) {
    const stored = await lake.get(keys.project(version, path))
    if (!stored || hash('sha256', stored.bytes, 'hex') !== sha256) throw broken(version, path)
    await writeFile(join(aside, path), stored.bytes)
  }
}

/** Where another one was faster, its folder says the same. */
async function putInPlace(aside: string, dir: string): Promise<void> {
  try {
    await rename(aside, dir)
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    if (!(await orAbsent(stat(dir)))) throw error
  }
}

const broken = (version: string, path: string) =>
  new Bug({
    who: 'project',
    code: 'PROJECT_BROKEN',
    where: keys.project(version, path),
    what: say('файл проекта в хранилище не тот', 'this file of the project is not what was pushed'),
    hint: say('Отправьте проект заново: concord push', 'Push the project anew: concord push'),
  })

const noProject = () =>
  new FixConfig({
    who: 'project',
    code: 'NO_PROJECT',
    where: keys.projectCurrent,
    what: say('в хранилище нет соглашения и подключений', 'the lake holds no agreement and no connections'),
    hint: say('Отправьте их: concord push', 'Push them: concord push'),
  })

const overtaken = () =>
  new Unavailable({
    who: 'project',
    code: 'PUSH_OVERTAKEN',
    where: keys.projectCurrent,
    what: say('Одновременно проект отправил кто-то ещё.', 'Somebody else pushed the project at the same time.'),
    hint: say('Отправьте ещё раз: concord push', 'Push again: concord push'),
  })
