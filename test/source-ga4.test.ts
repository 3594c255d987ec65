import { testSource } from './builders/test-source.ts'
import { ga4Setting, ga4World } from './platforms/ga4.ts'

testSource({ setting: ga4Setting, world: ga4World, canaries: ['canary-token-', 'canary-project', 'PRIVATE KEY'] })
