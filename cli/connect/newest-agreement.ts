import { join } from 'node:path'
import { type LoadedAgreement, loadAgreements } from '#shared/agreement/load.ts'
import { ConcordError } from '#shared/errors.ts'

/** Where the agreement has mistakes of its own, `agreement check` tells them; here it is as if there was none. */
export async function newestAgreement(projectDir: string): Promise<LoadedAgreement | undefined> {
  try {
    return (await loadAgreements(join(projectDir, 'agreement'))).at(-1)
  } catch (error) {
    if (error instanceof ConcordError) return undefined
    throw error
  }
}
