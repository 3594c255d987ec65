import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileAgreements } from '#shared/agreement/compile.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { materialise } from '#shared/project/in-lake.ts'
import type { PlanOptions } from './plan.ts'

/** The agreement that was pushed last. Errors: FixAgreement, FixConfig where nothing was pushed. */
export async function readAgreement(lake: Lake): Promise<Pick<PlanOptions, 'agreement' | 'languages'>> {
  const { dir } = await materialise(lake, join(tmpdir(), 'concord-project'))
  const agreements = await loadAgreements(join(dir, 'agreement'))
  const { languages } = agreements.at(-1)!.agreement.company
  return { agreement: compileAgreements(agreements), languages }
}
