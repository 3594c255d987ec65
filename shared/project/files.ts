import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { orAbsent } from '#shared/lake/files.ts'
import { byCodeUnit, isKey } from '#shared/lake/key.ts'

/** One YAML of a project: `agreement/2026-10.yaml`, `connections/crm.yaml`. */
export interface ProjectFile {
  readonly path: string
  readonly bytes: Uint8Array
  readonly sha256: string
}

const folders = ['agreement', 'connections']

/** What a project says, sorted by path; data, secrets and everything else stays where it is. Errors: FixConfig. */
export async function readProject(dir: string): Promise<readonly ProjectFile[]> {
  const found = await Promise.all(folders.map((folder) => readFolder(dir, folder)))
  return found.flat().sort((a, b) => byCodeUnit(a.path, b.path))
}

/** The same files have the same version, on every machine. */
export const versionOf = (files: readonly Pick<ProjectFile, 'path' | 'sha256'>[]): string =>
  hash('sha256', files.map(({ path, sha256 }) => `${sha256} ${path}\n`).join(''), 'hex').slice(0, 16)

async function readFolder(dir: string, folder: string): Promise<ProjectFile[]> {
  const names = (await orAbsent(readdir(join(dir, folder)))) ?? []
  return Promise.all(names.filter((name) => /\.ya?ml$/.test(name)).map((name) => readOne(dir, `${folder}/${name}`)))
}

async function readOne(dir: string, path: string): Promise<ProjectFile> {
  if (!isKey(path)) throw badName(path)
  const bytes = await readFile(join(dir, path))
  return { path, bytes, sha256: hash('sha256', bytes, 'hex') }
}

const badName = (path: string) =>
  new FixConfig({
    who: 'project',
    code: 'FILE_NAME',
    where: path,
    what: say('такое имя файла не примет облако', 'the cloud does not take this file name'),
    hint: say('Переименуйте: буквы, цифры, дефис', 'Rename it: letters, digits, hyphens'),
  })
