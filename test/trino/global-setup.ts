import type { TestProject } from 'vitest/node'
import { trinoMissing } from '../../bin/trino-home.mjs'
import { startTrino } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    trino: { readonly url: string; readonly lakeRoot: string } | undefined
    trinoMissing: string | undefined
  }
}

/** One server for the whole run. Without a JDK or Trino the suites are skipped and say why; in CI that is a failure. */
export default async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const missing = trinoMissing()
  provide('trinoMissing', missing)
  if (missing) {
    if (process.env.CI) throw new Error(`npm run test:trino ${missing}`)
    console.warn(`The suites of Trino are skipped: ${missing}`)
    provide('trino', undefined)
    return undefined
  }
  const { url, lakeRoot, stop } = await startTrino()
  provide('trino', { url, lakeRoot })
  return stop
}
