import type { Kpi } from '#report/month-data.ts'
import { statusWords } from '../words.ts'

const pct = (value: number) => `${Math.round(value * 1000) / 10}%`

interface Scale {
  readonly at: (value: number) => number
}

/** Zero to well past the plan; shares that fit under 100 % end there. */
function scaleOf(value: number, marks: readonly number[]): Scale {
  const farthest = Math.max(...marks) * 1.4
  const top = Math.max(farthest, value * 1.05)
  const isShare = Math.max(value, ...marks) <= 1 && top > 1
  const end = isShare ? 1 : top || 1
  return { at: (x) => Math.min(1, Math.max(0, x / end)) }
}

/** The plan's allowed side as a pale field, the plan as a black tick, the fact as a bar. Says nothing that the row doesn't say in words. */
export function Bullet({ kpi }: { readonly kpi: Kpi }) {
  const marks = [kpi.low, kpi.high].filter((mark) => mark !== null)
  if (kpi.comparison === null || marks.length === 0 || kpi.status === 'no_data') return null
  const { at } = scaleOf(kpi.value ?? 0, marks)
  const from = kpi.comparison === 'max' || kpi.low === null ? 0 : at(kpi.low)
  const to = kpi.comparison === 'min' || kpi.high === null ? 1 : at(kpi.high)
  const tone = statusWords[kpi.status].tone
  return (
    <svg class="bullet" height="15" aria-hidden="true">
      <rect class="b0" y="3" width="100%" height="9" />
      <rect class="b1" x={pct(from)} y="3" width={pct(to - from)} height="9" />
      {kpi.value !== null && tone !== 'na' && <rect class={`f-${tone}`} y="5" width={pct(at(kpi.value))} height="5" />}
      {marks.map((mark) => (
        <line key={mark} class="tick" x1={pct(at(mark))} x2={pct(at(mark))} y2="15" />
      ))}
    </svg>
  )
}
