import { randomBytes } from 'node:crypto'
import type { DemoCompany } from '../generate.ts'
import { amocrm } from './amocrm.ts'
import { bitrix24 } from './bitrix24.ts'
import { ga4 } from './ga4.ts'
import { googleAds } from './google-ads.ts'
import { keyFile } from './google-token.ts'
import { type Served, type System, serve } from './serve.ts'
import { yandexDirect } from './yandex-direct.ts'
import { yandexMetrika } from './yandex-metrika.ts'

/** Which systems the company has: those of the Russian market, or those of the rest of the world. */
export type Market = 'ru' | 'world'

export interface Played {
  /** In the text of a connection: the address of a system in the place of `@name@`. */
  fill(text: string): string
  /** Who answers, and where. */
  readonly about: string
  /** Secrets by name, as connections name them; good for this play only. */
  readonly secrets: Readonly<Record<string, string>>
  stop(): Promise<void>
}

/** The company's systems, played on this machine until they are stopped. Files go on being files. */
export async function playSystems(market: Market, company: () => DemoCompany): Promise<Played> {
  const { systems, secrets } = casts[market]
  const token = `demo-${randomBytes(12).toString('hex')}`
  const today = remade(company, (now) => systems(now, token))
  const served = new Map<string, Served>()
  for (const name of Object.keys(today())) served.set(name, await serve((asked) => today()[name]!(asked)))
  const urlOf = (name: string) => served.get(name)!.url
  return {
    fill: (text) => text.replaceAll(/@(\w+)@/g, (_, name: string) => urlOf(name)),
    about: [...served].map(([name, { url }]) => `${name} ${url}`).join(', '),
    secrets: secrets(token, urlOf),
    stop: async () => {
      await Promise.all([...served.values()].map((one) => one.stop()))
    },
  }
}

/** What is made of something, made anew when that is another one. */
function remade<From, To>(from: () => From, make: (from: From) => To): () => To {
  let [known, made] = [from(), make(from())]
  return () => {
    const now = from()
    if (now !== known) [known, made] = [now, make(now)]
    return made
  }
}

interface Cast {
  systems(company: DemoCompany, token: string): Readonly<Record<string, System>>
  secrets(token: string, urlOf: (name: string) => string): Readonly<Record<string, string>>
}

/** Where there is no Yandex, its advertisements stand at Google. */
const atGoogle = (utmSource: string): string => (utmSource === 'yandex' ? 'google' : utmSource)

const casts: Readonly<Record<Market, Cast>> = {
  ru: {
    systems: (company, token) => ({
      direct: yandexDirect(company, token),
      metrika: yandexMetrika(company, token),
      amocrm: amocrm(company, token),
    }),
    secrets: (token) => ({ DEMO_TOKEN: token }),
  },
  world: {
    systems: (company, token) => ({
      google_ads: googleAds(company, token),
      ga4: ga4(company, token, atGoogle),
      bitrix24: bitrix24(company, token, atGoogle),
    }),
    secrets: (token, urlOf) => ({
      DEMO_GOOGLE_KEY: keyFile(token, `${urlOf('google_ads')}/token`),
      DEMO_BITRIX24_WEBHOOK: `${urlOf('bitrix24')}/rest/1/${token}/`,
    }),
  },
}
