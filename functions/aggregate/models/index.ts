import type { ModelDefinition } from '#aggregate/model.ts'
import { checks } from './checks/index.ts'
import { intermediate } from './intermediate/index.ts'
import { marts } from './marts/index.ts'
import { staging } from './staging/index.ts'

/** Every model but the lookups, by layer; the order of a build comes from the graph. */
export const models: readonly ModelDefinition[] = [...staging, ...intermediate, ...marts, ...checks]
