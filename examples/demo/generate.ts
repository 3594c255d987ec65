import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeCards } from './company.ts'
import { costsFile } from './costs.ts'
import { crmFiles } from './crm.ts'
import type { DemoFile } from './files.ts'
import { spendFiles } from './spend.ts'
import { visitsFile } from './visits.ts'

export type { DemoFile } from './files.ts'

/**
 * The files of «Загородный дом», a country real-estate agency that doesn't exist: September 2025 to October 2026.
 * The same seed gives the same bytes. Any seed tells the same story; only people, days and amounts differ.
 */
export function generateDemo({ seed = 2026 }: { seed?: number } = {}): readonly DemoFile[] {
  const cards = makeCards(seed)
  return [...spendFiles(seed), visitsFile(seed, cards), ...crmFiles(cards), costsFile()]
}

/** Writes the files into a project's folder and returns their paths. */
export async function writeDemo(folder: string, options: { seed?: number } = {}): Promise<readonly string[]> {
  const paths: string[] = []
  for (const file of generateDemo(options)) {
    const path = join(folder, file.name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, file.text)
    paths.push(path)
  }
  return paths
}
