import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DemoCompany, type DemoOptions, makeCompany, writeDemo } from '#examples/demo/generate.ts'
import { type Market, type Played, playSystems } from '#examples/demo/platforms/index.ts'
import { type Outside, realOutside } from '#ingest/outside.ts'
import type { Clock } from '#shared/runtime.ts'
import { envFileSecrets } from '#shared/secrets/env-file.ts'

/** What no connector of ours reads. */
const byFile = ['vk', 'telegram', 'payments', 'costs']

interface Filling extends DemoOptions {
  readonly packageRoot: string
  readonly market: Market
  /** The company as its systems know it at the time of an answer. */
  readonly company?: () => DemoCompany
}

/**
 * Puts the demo company into a project whose systems are played on this machine: their connections, their secrets in `.env`,
 * and files for the rest. The systems answer until they are stopped.
 */
export async function fillThroughConnectors(
  dir: string,
  { packageRoot, market, company, ...options }: Filling,
): Promise<Played> {
  const demo = join(packageRoot, 'examples', 'demo')
  const whole = makeCompany(options)
  const played = await playSystems(market, company ?? (() => whole))
  const since = options.from ?? '2025-09-01'
  for (const name of byFile)
    await copyFile(join(demo, 'connections', `${name}.yaml`), join(dir, 'connections', `${name}.yaml`))
  await copyTexts(join(demo, 'through-connectors', market), join(dir, 'connections'), (text) =>
    played.fill(text.replaceAll('@since@', since)),
  )
  await copyTexts(join(demo, 'agreement'), join(dir, 'agreement'), agreed[market])
  const secrets = envFileSecrets(join(dir, '.env'))
  for (const [name, value] of Object.entries(played.secrets)) await secrets.write(name, value)
  await writeDemo(dir, options, (name) => byFile.some((one) => name === `data/${one}.csv`))
  return played
}

async function copyTexts(from: string, to: string, change: (text: string) => string): Promise<void> {
  for (const name of (await readdir(from)).filter((file) => file.endsWith('.yaml'))) {
    await writeFile(join(to, name), change(await readFile(join(from, name), 'utf8')))
  }
}

/** A cabinet tells no tags of its spend, so the agreement says whose it is. */
const ruled = (text: string, rules: readonly string[]): string =>
  text.replace(/^ {2}rules:\n/m, (line) => line + rules.map((rule) => `    - ${rule}\n`).join(''))

/** What both heads have signed, in the words of the systems. */
const agreed: Readonly<Record<Market, (text: string) => string>> = {
  ru: (text) => ruled(text, ['{channel: yandex_direct, when: {source: yandex_direct}}']),
  world: (text) =>
    ruled(text.replaceAll('yandex_direct', 'google_ads').replaceAll(/Яндекс Директ|Yandex Direct/g, 'Google Ads'), [
      '{channel: google_ads, when: {source: google_ads}}',
      '{channel: google_ads, when: {utm_source: google, utm_medium: cpc}}',
    ]),
}

/** The morning after the story's last day. */
const morning = Date.parse('2026-11-01T06:00:00Z')

/** The world in which the company lives: its day, and waits that take no time. */
export function demoWorld(at = morning): { readonly clock: Clock; readonly outside: Outside } {
  const started = performance.now()
  let waited = 0
  return {
    clock: { now: () => Math.round(at + waited + performance.now() - started) },
    outside: {
      ...realOutside(),
      sleep: async (ms, signal) => {
        waited += ms
        await sleep(0, undefined, { signal })
      },
    },
  }
}
