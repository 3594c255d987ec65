import { testSource } from './builders/test-source.ts'
import { directSetting, directWorld } from './platforms/yandex-direct.ts'

testSource({ setting: directSetting, world: () => directWorld(), canaries: ['canary-token'] })
