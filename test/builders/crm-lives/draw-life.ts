import { chance } from '../mutate.ts'
import type { LifeSystem } from './systems.ts'

export interface Step {
  readonly act: string
  readonly seed: number
  /** So many ms after the step before. */
  readonly wait: number
}

const hour = 3_600_000

/** How the project reads, and how often in which way. */
const readings = {
  ...{ pull: 8, 'pull cut off': 3, 'pull that dies': 3, 'pull under way': 3, 'pull since': 1, 'full refresh': 1 },
  ...{ replay: 1, remap: 1 },
}

/** The steps of a life: what happens in the system, and how the project reads it meanwhile. */
export function drawLife(system: LifeSystem, seed: number, length: number): readonly Step[] {
  const random = chance(seed)
  const acts = Object.entries({ ...system.acts, ...readings }).flatMap(([act, often]) => Array<string>(often).fill(act))
  return Array.from({ length }, () => {
    const act = acts[Math.floor(random() * acts.length)]!
    const most = random() < 0.3 ? 20 * hour : hour / 6
    const wait = random() < 0.15 ? 0 : Math.floor((random() * most) / 1000) * 1000
    return { act, seed: Math.floor(random() * 2 ** 31), wait }
  })
}
