import { randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'

/** Where the engine finds an object of the lake on this machine. */
export type LocalFile = (key: string) => Promise<string>

export const filesIn =
  (root: string): LocalFile =>
  async (key) =>
    resolve(root, key)

export const copiesOf =
  (lake: Lake, folder: string): LocalFile =>
  async (key) => {
    const stored = await lake.get(key)
    if (!stored)
      throw new Bug({ code: 'LAKE_OBJECT_GONE', what: say(`В озере нет ${key}`, `The lake has no ${key}`), where: key })
    const file = join(folder, key)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, stored.bytes)
    return file
  }

export interface Workspace {
  readonly spill: string
  readonly copies: string
  readonly output: string
  /** Where a model that is kept as Parquet stands. */
  kept(model: string): string
  remove(): Promise<void>
}

/** One session's own folder inside the scratch folder. */
export async function workspace(scratch: string): Promise<Workspace> {
  const folder = resolve(scratch, `duckdb-${process.pid}-${randomUUID().slice(0, 8)}`)
  await mkdir(folder, { recursive: true })
  return {
    spill: join(folder, 'spill'),
    copies: join(folder, 'copies'),
    output: join(folder, 'out.parquet'),
    kept: (model) => join(folder, `${model}.parquet`),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
