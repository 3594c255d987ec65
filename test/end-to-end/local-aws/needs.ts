import { hasMoto } from '#test/builders/moto.ts'
import { hasRic } from './sandbox.ts'

export const hasLocalAws = hasMoto && hasRic && process.platform !== 'win32'

/** For titles of suites that leave themselves out. */
export const needsLocalAws = hasLocalAws
  ? ''
  : ' (left out: needs moto and AWS’s runtime client: npm run moto, npm run ric)'
