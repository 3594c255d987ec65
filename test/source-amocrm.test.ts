import { testSource } from './builders/test-source.ts'
import { amocrmSetting, amocrmWorld, canaries } from './platforms/amocrm.ts'

testSource({ setting: amocrmSetting, world: amocrmWorld, canaries })
