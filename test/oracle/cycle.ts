import type { Fraction } from './kpis.ts'
import type { Request } from './requests.ts'
import { end } from './rules.ts'
import { dayOf } from './tables.ts'

interface Watch {
  readonly days: number
  readonly isWon: boolean
}

const lastDay = end - 1

const daysBetween = (from: number, to: number): number =>
  Math.round((Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / 86_400_000)

const watchOf = ({ sql, won }: Request): Watch => ({
  days: Math.max(0, daysBetween(sql!, won ?? lastDay)),
  isWon: won !== undefined,
})

/** Days from SQL to the sale by which half of the sales seen so far had come; those still unsold stay under watch (Kaplan–Meier). */
export function cycleOf(valid: readonly Request[]): Fraction | undefined {
  const watched = valid.filter(({ sql }) => sql !== undefined).map(watchOf)
  if (watched.filter(({ isWon }) => isWon).length < 5) return undefined
  let unsold = 1
  const curve = [...new Set(watched.filter(({ isWon }) => isWon).map(({ days }) => days))]
    .sort((a, b) => a - b)
    .map((day) => {
      const atRisk = watched.filter(({ days }) => days >= day).length
      unsold *= 1 - watched.filter(({ days, isWon }) => isWon && days === day).length / atRisk
      return { day, sold: 1 - unsold }
    })
  const half = curve.at(-1)!.sold / 2
  return [curve.find(({ sold }) => sold >= half - 1e-9)!.day]
}
