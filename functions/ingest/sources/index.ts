import type { Source } from '../source.ts'
import { amocrm, amocrmToken } from './amocrm/index.ts'
import { bitrix24, bitrix24App } from './bitrix24/index.ts'
import { ga4 } from './ga4/index.ts'
import { googleAds } from './google-ads/index.ts'
import { yandexDirect } from './yandex-direct/index.ts'
import { yandexMetrika } from './yandex-metrika/index.ts'

/** Every system that a connection may name as its `kind`. */
export const sources = {
  amocrm,
  amocrm_token: amocrmToken,
  bitrix24,
  bitrix24_app: bitrix24App,
  ga4,
  google_ads: googleAds,
  yandex_direct: yandexDirect,
  yandex_metrika: yandexMetrika,
} satisfies Record<string, Source>

export type SourceName = keyof typeof sources

export const sourceOf = (kind: string): Source | undefined =>
  Object.hasOwn(sources, kind) ? sources[kind as SourceName] : undefined
