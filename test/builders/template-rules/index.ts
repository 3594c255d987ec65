import { accessRules } from './access.ts'
import { bucketsRules } from './buckets.ts'
import { engineRules } from './engine.ts'
import { functionsRules } from './functions.ts'
import { keysRules } from './keys.ts'
import { queuesRules } from './queues.ts'
import type { Proven } from './rule.ts'

/** What the template keeps to, beside cdk-nag. */
export const rules: Readonly<Record<string, Proven>> = {
  ...accessRules,
  ...bucketsRules,
  ...keysRules,
  ...engineRules,
  ...queuesRules,
  ...functionsRules,
}
