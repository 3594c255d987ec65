import type { Tone } from '../words.ts'

export interface FunnelBar {
  readonly id: string
  readonly label: string
  readonly count: number
  readonly countText: string
  /** Share of the stage before, in words; empty for the first. */
  readonly shareText: string
  readonly zone: 'marketing' | 'shared' | 'sales'
  readonly plan: number | null
  readonly miss: { readonly text: string; readonly tone: Tone } | null
  /** Text of the hand-off line under this bar. */
  readonly handoff: string | null
}

const pct = (value: number) => `${Math.round(value * 1000) / 10}%`

function Bar({ bar, top }: { readonly bar: FunnelBar; readonly top: number }) {
  const tick = bar.plan === null ? null : pct(bar.plan / top)
  return (
    <svg class="bar" height="22" aria-hidden="true">
      <rect class={`z-${bar.zone}`} width={pct(bar.count / top)} height="22" />
      {bar.zone === 'marketing' && <rect fill="url(#hatch)" width={pct(bar.count / top)} height="22" />}
      {tick && <line class="halo" x1={tick} x2={tick} y2="22" />}
      {tick && <line class="tick" x1={tick} x2={tick} y2="22" />}
    </svg>
  )
}

/** A list, so that it reads aloud and copies; the bars only repeat the numbers. */
export function Funnel({ bars }: { readonly bars: readonly FunnelBar[] }) {
  const top = Math.max(1, ...bars.map((bar) => Math.max(bar.count, bar.plan ?? 0)))
  return (
    <ol class="funnel">
      <li class="defs" aria-hidden="true">
        <svg width="0" height="0" aria-hidden="true">
          <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="hatch" width="2" height="6" />
          </pattern>
        </svg>
      </li>
      {bars.map((bar) => (
        <li key={bar.id} class={bar.zone === 'shared' ? 'band' : undefined}>
          <span class="name">{bar.label}</span>
          <Bar bar={bar} top={top} />
          <span class="count">
            <b>{bar.countText}</b> {bar.shareText && <span class="na">{bar.shareText}</span>}{' '}
            {bar.miss && <span class={bar.miss.tone}>{bar.miss.text}</span>}
          </span>
          {bar.handoff && <span class="handoff">{bar.handoff}</span>}
        </li>
      ))}
    </ol>
  )
}
