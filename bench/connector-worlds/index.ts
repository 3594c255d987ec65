import { amocrm } from './amocrm.ts'
import { bitrix24 } from './bitrix24.ts'
import { ga4 } from './ga4.ts'
import { googleAds } from './google-ads.ts'
import type { BenchWorld } from './world.ts'
import { yandexDirect } from './yandex-direct.ts'
import { yandexMetrika } from './yandex-metrika.ts'

export const benchWorlds: Readonly<Record<string, () => BenchWorld>> = {
  ...{ yandex_direct: yandexDirect, yandex_metrika: yandexMetrika, amocrm, bitrix24, google_ads: googleAds, ga4 },
}
