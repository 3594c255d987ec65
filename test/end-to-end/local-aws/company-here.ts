import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type CompanyKind, writeCompany } from '#test/builders/companies.ts'
import { temporaryFolder } from '#test/builders/project-run.ts'
import { bundles } from './bundles.ts'
import { pushCompany, uploadFiles } from './company.ts'
import { type LocalAws, type LocalAwsOptions, startLocalAws } from './start.ts'

export interface CompanyHere {
  readonly folder: string
  readonly aws: LocalAws
  remove(): Promise<void>
}

const fewRows = 60

/** The newest rows of each file are enough for a month or two. */
async function shorten(folder: string): Promise<void> {
  for (const name of await readdir(join(folder, 'data'))) {
    const file = join(folder, 'data', name)
    const [header, ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\r\n')
    await writeFile(file, [header, ...lines.slice(-fewRows), ''].join('\r\n'))
  }
}

export type HereOptions = Omit<LocalAwsOptions, 'dist'>

/** A company of the demo's style on a local AWS of its own, pushed and uploaded; no night has passed yet. */
export async function companyHere(kind: CompanyKind, options: HereOptions = {}): Promise<CompanyHere> {
  const folder = await temporaryFolder()
  await writeCompany(folder, kind)
  if (kind !== 'full') await shorten(folder)
  const aws = await startLocalAws({ ...options, dist: bundles() })
  await pushCompany(aws, folder)
  await uploadFiles(aws, folder)
  return {
    folder,
    aws,
    async remove() {
      await aws.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
