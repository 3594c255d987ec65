import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Card } from './cards.ts'
import { makeCards } from './company.ts'
import { costsFile } from './costs.ts'
import { crmFiles } from './crm.ts'
import type { DemoFile } from './files.ts'
import { makeSpend, type SpendDay, spendFiles } from './spend.ts'
import { makeVisits, type Visit, visitsFile } from './visits.ts'

export type { DemoFile } from './files.ts'

export interface DemoOptions {
  readonly seed?: number
  /** The company without what was before this day; for tests. */
  readonly from?: string
}

/** What happened to the company, before anybody writes it down. */
export interface DemoCompany {
  readonly cards: readonly Card[]
  readonly spend: readonly SpendDay[]
  readonly visits: readonly Visit[]
}

/**
 * «Загородный дом», a country real-estate agency that doesn't exist: September 2025 to October 2026.
 * Any seed tells the same story; only people, days and amounts differ.
 */
export function makeCompany({ seed = 2026, from = '2025-09-01' }: DemoOptions = {}): DemoCompany {
  const start = Date.parse(from)
  const cards = makeCards(seed)
  return {
    cards: cards.filter(({ request }) => request.created >= start),
    spend: makeSpend(seed).filter((one) => one.start >= start),
    visits: makeVisits(seed, cards).filter(({ started }) => started >= start),
  }
}

/** The company's files. The same seed gives the same bytes. */
export function generateDemo(options: DemoOptions = {}): readonly DemoFile[] {
  const { cards, spend, visits } = makeCompany(options)
  return [...spendFiles(spend), visitsFile(visits), ...crmFiles(cards), costsFile()]
}

/** Writes the files into a project's folder and returns their paths; `isWanted` by name. */
export async function writeDemo(
  folder: string,
  options: DemoOptions = {},
  isWanted: (name: string) => boolean = () => true,
): Promise<readonly string[]> {
  const paths: string[] = []
  for (const file of generateDemo(options).filter(({ name }) => isWanted(name))) {
    const path = join(folder, file.name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, file.text)
    paths.push(path)
  }
  return paths
}
