export interface LinePoint {
  readonly label: string
  readonly value: number | null
  readonly isRipe: boolean
  readonly isOff: boolean
  /** Said by assistive technology: month, share, counts. */
  readonly title: string
}

interface Line {
  readonly points: readonly LinePoint[]
  readonly plan: number | null
  readonly planWord: string
  readonly planText: string
  readonly caption: string
  readonly axis: (value: number) => string
}

const height = 190
const top = 14
const bottom = height - 26

/** Round steps of 10 points around everything drawn. */
function rangeOf(values: readonly number[]): { low: number; high: number; ticks: number[] } {
  const low = Math.max(0, Math.floor((Math.min(...values) - 0.03) * 10) / 10)
  const high = Math.max(low + 0.2, Math.ceil((Math.max(...values) + 0.03) * 10) / 10)
  const step = high - low > 0.45 ? 0.2 : 0.1
  const count = Math.floor((high - low) / step + 1e-9)
  return { low, high, ticks: Array.from({ length: count + 1 }, (_, index) => low + index * step) }
}

/** x in percent, so that the chart fits a phone without shrinking its text. */
export function LineChart({ points, plan, planWord, planText, caption, axis }: Line) {
  const values = points.map((point) => point.value).filter((value) => value !== null)
  if (values.length === 0) return null
  const { low, high, ticks } = rangeOf(plan === null ? values : [...values, plan])
  const x = (index: number) =>
    `${points.length === 1 ? 54 : Math.round(90 + (index * 800) / (points.length - 1)) / 10}%`
  const y = (value: number) => Math.round((bottom - ((value - low) / (high - low)) * (bottom - top)) * 10) / 10
  const last = points.findLastIndex((point) => point.value !== null)
  return (
    <svg class="line" height={height} role="img" aria-label={caption}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line class="grid" x1="7%" x2="91%" y1={y(tick)} y2={y(tick)} />
          <text x="6%" y={y(tick) + 4} text-anchor="end">
            {axis(tick)}
          </text>
        </g>
      ))}
      {plan !== null && <line class="aim" x1="7%" x2="91%" y1={y(plan)} y2={y(plan)} />}
      {plan !== null && (
        <text class="ink" x="92%" y={y(plan) - 3}>
          {planWord}
        </text>
      )}
      {plan !== null && (
        <text class="ink" x="92%" y={y(plan) + 12}>
          {planText}
        </text>
      )}
      {points.map((point, index) => {
        const before = points[index - 1]
        if (point.value === null || !before || before.value === null) return null
        return (
          <line
            key={point.label}
            class={point.isRipe ? 'seg' : 'seg dash'}
            x1={x(index - 1)}
            y1={y(before.value)}
            x2={x(index)}
            y2={y(point.value)}
          />
        )
      })}
      {points.map(
        (point, index) =>
          point.value !== null && (
            <circle
              key={point.label}
              class={`${point.isOff ? 'p-off' : 'p-ok'}${point.isRipe ? '' : ' hollow'}`}
              cx={x(index)}
              cy={y(point.value)}
              r={index === last ? 4.5 : 3}
            >
              <title>{point.title}</title>
            </circle>
          ),
      )}
      {points.map(
        (point, index) =>
          (points.length - 1 - index) % 2 === 0 && (
            <text key={point.label} x={x(index)} y={height - 6} text-anchor="middle">
              {point.label}
            </text>
          ),
      )}
    </svg>
  )
}
