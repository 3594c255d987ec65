import type { Context } from '../context.ts'
import { asker } from './ask.ts'
import { installedCdk } from './cdk.ts'
import type { DeployParts } from './deploy.ts'
import { identityOf } from './identity.ts'

export const deployParts = (ctx: Context, packageRoot: string): DeployParts => ({
  packageRoot,
  cdk: installedCdk(packageRoot),
  identity: identityOf,
  ask: asker(ctx.language, ctx.signal),
})
