export interface StackPart {
  readonly id: string
  readonly count: number
}

const pct = (value: number) => `${Math.round(value * 1000) / 10}%`

/** One bar of parts; the counts stand beside it in words, the bar repeats them. */
export function Stack({ parts }: { readonly parts: readonly StackPart[] }) {
  const whole = parts.reduce((sum, part) => sum + part.count, 0)
  if (whole === 0) return null
  const starts = parts.map((_, index) => parts.slice(0, index).reduce((sum, part) => sum + part.count, 0))
  return (
    <svg class="stack" height="12" aria-hidden="true">
      {parts.map(
        (part, index) =>
          part.count > 0 && (
            <rect
              key={part.id}
              class={`v-${part.id}`}
              x={pct((starts[index] ?? 0) / whole)}
              width={pct(part.count / whole)}
            />
          ),
      )}
    </svg>
  )
}
