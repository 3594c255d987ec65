import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFile } from '#ingest/sources/file/index.ts'
import { accountFor } from './account-for.ts'
import { brokenFiles } from './broken-files.ts'

export interface BrokenTally {
  readonly good: number
  readonly bad: number
  /** Files of which more or fewer rows were seen than were written. */
  readonly wrong: readonly string[]
}

/** Reads generated broken files and accounts for every row of them. */
export async function readBroken(seed: number, count: number): Promise<BrokenTally> {
  const path = join(await mkdtemp(join(tmpdir(), 'concord-broken-')), 'input')
  const wrong: string[] = []
  let good = 0
  let bad = 0
  for await (const file of brokenFiles(seed, count)) {
    await writeFile(path, file.bytes)
    const account = await accountFor(readFile(path, file.format))
    good += account.good
    bad += account.bad
    const seen = account.good + account.bad
    if (!account.isForeign && file.rows !== undefined && seen !== file.rows)
      wrong.push(`${file.name}: ${seen} of ${file.rows}`)
  }
  return { good, bad, wrong }
}
