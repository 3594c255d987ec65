import { livedDirect } from '#test/platforms/lives/direct.ts'
import { livedGa4 } from '#test/platforms/lives/ga4.ts'
import { livedGoogleAds } from '#test/platforms/lives/google-ads.ts'
import { livedMetrika } from '#test/platforms/lives/metrika.ts'
import type { Open } from './life.ts'
import { live, shrunk, stepsOf } from './live.ts'

export const livedWorlds: Readonly<Record<string, Open>> = {
  yandex_direct: livedDirect,
  yandex_metrika: livedMetrika,
  google_ads: livedGoogleAds,
  ga4: livedGa4,
}

interface Wanted {
  readonly seed: number
  readonly steps: number
  /** Looks for the shortest life that ends in the same way. */
  readonly isShrunk?: boolean
}

/** undefined: the life was as it must be; else its story, for whoever has to find out why. */
export async function storyOf(
  open: Open,
  { seed, steps: count, isShrunk = false }: Wanted,
): Promise<string | undefined> {
  let steps = stepsOf(seed, count)
  let lived = await live(open, seed, steps)
  if (!lived.wrong) return undefined
  if (isShrunk) {
    steps = await shrunk(open, seed, steps)
    lived = await live(open, seed, steps)
  }
  return [`seed ${seed}: ${JSON.stringify(steps)}`, ...lived.log, lived.wrong].join('\n')
}
