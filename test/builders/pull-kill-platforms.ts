import { amocrmSetting, amocrmWorld } from '../platforms/amocrm.ts'
import { bitrix24Setting, bitrix24World } from '../platforms/bitrix24.ts'
import { ga4Setting, ga4World } from '../platforms/ga4.ts'
import { googleAdsSetting, googleAdsWorld } from '../platforms/google-ads.ts'
import { toySetting, toyWorld } from '../platforms/toy.ts'
import { directSetting, directWorld } from '../platforms/yandex-direct.ts'
import { metrikaSetting, metrikaWorld } from '../platforms/yandex-metrika.ts'
import type { World } from './test-source.ts'
import type { Setting } from './test-source-run.ts'

export interface KillPlatform {
  readonly setting: Setting
  readonly world: () => KillWorld
}

export interface KillWorld extends World {
  /** What a person enters after "authorise again": the grant that was given out last. */
  granted(): Readonly<Record<string, string>>
}

/** `field`: where the answer with new tokens holds the grant that is kept as `secret`. */
function rotating(world: () => World, secret: string, field: string): () => KillWorld {
  return () => {
    const played = world()
    let last: Readonly<Record<string, string>> = {}
    const answer: World['answer'] = async (asked) => {
      const reply = await played.answer(asked)
      const given = reply.body && (reply.body as Readonly<Record<string, unknown>>)[field]
      if (typeof given === 'string') last = { [secret]: given }
      return reply
    }
    return { ...played, answer, granted: () => last }
  }
}

const steady = (world: () => World) => () => ({ ...world(), granted: () => ({}) })

export const killPlatforms: Readonly<Record<string, KillPlatform>> = {
  toy: { setting: toySetting, world: rotating(toyWorld, 'TOY_REFRESH', 'refresh') },
  yandex_direct: { setting: directSetting, world: steady(() => directWorld()) },
  yandex_metrika: { setting: metrikaSetting, world: steady(metrikaWorld) },
  amocrm: { setting: amocrmSetting, world: rotating(amocrmWorld, 'AMO_REFRESH', 'refresh_token') },
  bitrix24: { setting: bitrix24Setting, world: steady(bitrix24World) },
  google_ads: { setting: googleAdsSetting, world: steady(googleAdsWorld) },
  ga4: { setting: ga4Setting, world: steady(ga4World) },
}
