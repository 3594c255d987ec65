import { testSource } from './builders/test-source.ts'
import { metrikaSetting, metrikaSumsSetting, metrikaWorld } from './platforms/yandex-metrika.ts'

const canaries = ['canary-metrika-token', 'canary%40', 'canary@', 'person.example']

testSource({ setting: metrikaSetting, world: metrikaWorld, canaries })
testSource({ setting: metrikaSumsSetting, world: metrikaWorld, canaries })
