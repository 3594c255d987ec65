import { lakesByName } from './broken-lakes.ts'
import { killChild } from './children.ts'
import { isWhole } from './provable.ts'

export interface KillTally {
  readonly kills: number
  readonly answered: number
  /** Keys that were read torn after a kill. */
  readonly torn: readonly string[]
  /** Keys whose put was answered before the kill and which are gone. */
  readonly lost: readonly string[]
}

/** Kills a writer again and again at moments drawn by `random` (0 to 1), and looks after each what the lake shows. */
export async function killWriters(name: string, root: string, kills: number, random: () => number): Promise<KillTally> {
  const lake = lakesByName[name]!(root)
  const torn = new Set<string>()
  const lost: string[] = []
  const seen = new Set<string>()
  let answered = 0
  for (let round = 0; round < kills; round++) {
    const lines = await killChild(random() * 25, 'put-until-killed.ts', name, root, String(round))
    answered += lines.length
    const listed = (await lake.list('')).map(({ key }) => key)
    for (const key of listed.filter((key) => key === 'restated' || !seen.has(key))) {
      seen.add(key)
      const got = await lake.get(key)
      if (!got || !isWhole(got.bytes)) torn.add(key)
    }
    lost.push(...lines.filter((line) => line.startsWith('created/') && !listed.includes(line)))
  }
  return { kills, answered, torn: [...torn], lost }
}

/** A seeded stream of numbers from 0 to 1, so that a failing run can be repeated as nearly as processes allow. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
