import { chance } from '#test/builders/mutate.ts'
import { pick } from '#test/platforms/lives/lived.ts'
import { acts } from './acts.ts'
import { beginLife, type Life, type Open } from './life.ts'

export interface Step {
  readonly kind: keyof typeof acts
  /** Of the chance by which it goes. */
  readonly seed: number
}

const kinds: readonly (keyof typeof acts)[] = [
  ...([
    'happen',
    'happen',
    'happen',
    'happen',
    'wait',
    'wait',
    'wait',
    'pull',
    'pull',
    'pull',
    'cut',
    'crash',
  ] as const),
  ...(['crash', 'since', 'replay', 'configure', 'suffer', 'move', 'dry', 'other'] as const),
]
const seldom = ['refresh', 'refresh', 'forget', 'lose'] as const

/** Everything of a life is drawn from its seed; a step that is left out changes no other. */
export function stepsOf(seed: number, count: number): readonly Step[] {
  const random = chance(seed)
  const kind = () => (random() < 0.04 ? pick(random, seldom) : pick(random, kinds))
  return Array.from({ length: count }, () => ({ kind: kind(), seed: Math.floor(random() * 2 ** 30) }))
}

/** As far as something is wrong, or to its end. */
export async function live(open: Open, seed: number, steps: readonly Step[]): Promise<Pick<Life, 'wrong' | 'log'>> {
  const life = beginLife(open, seed)
  for (const { kind, seed: own } of [...steps, { kind: 'last', seed: 0 } as const]) {
    try {
      await acts[kind](life, chance(own))
    } catch (error) {
      life.wrong ??= `${kind} has thrown: ${(error as Error).stack}`
    }
    if (life.wrong) break
  }
  return life
}

/** What two failures have in common: the days are drawn anew with each step that is left out. */
const kindOf = (wrong: string) => wrong.replace(/\d{4}-\d\d-\d\d[\s\S]*/, '').slice(0, 60)

/** The shortest sequence of steps that fails in the same way. */
export async function shrunk(open: Open, seed: number, steps: readonly Step[]): Promise<readonly Step[]> {
  const { wrong } = await live(open, seed, steps)
  if (!wrong) return steps
  let left = steps
  for (let size = Math.ceil(left.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < left.length; ) {
      const fewer = left.toSpliced(at, size)
      const again = await live(open, seed, fewer)
      if (again.wrong && kindOf(again.wrong) === kindOf(wrong)) left = fewer
      else at += size
    }
  }
  return left
}
