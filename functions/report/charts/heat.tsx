export interface HeatCell {
  readonly text: string
  /** 0..1 of the darkest; null: no value. */
  readonly level: number | null
}

export interface HeatRow {
  readonly id: string
  readonly label: string
  readonly size: string
  readonly cells: readonly HeatCell[]
  readonly note: string
}

interface Heat {
  readonly head: readonly string[]
  readonly ages: readonly string[]
  readonly rows: readonly HeatRow[]
  readonly caption: string
  /** Read aloud for a hatched cell. */
  readonly unreached: string
}

const steps = 9

/** A table, so that it copies into a sheet and reads aloud; pale-to-mid blue keeps the ink black. */
export function HeatTable({ head, ages, rows, caption, unreached }: Heat) {
  const [first, size, note] = head
  return (
    <table class="heat">
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          <th scope="col">{size}</th>
          {ages.map((age) => (
            <th scope="col" key={age}>
              {age}
            </th>
          ))}
          <th scope="col">{note}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.label}</th>
            <td class="size" data-l={size}>
              {row.size}
            </td>
            <Cells row={row} ages={ages.length} unreached={unreached} />
            <td class="note">{row.note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface CellsProps {
  readonly row: HeatRow
  readonly ages: number
  readonly unreached: string
}

/** What is not reached is one wide cell: a reader hears it once. */
function Cells({ row, ages, unreached }: CellsProps) {
  const filled = row.cells.filter((cell) => cell.level !== null)
  const rest = ages - filled.length
  return (
    <>
      {filled.map((cell, age) => (
        <td key={String(age)} class={`h${Math.round((cell.level ?? 0) * steps)}`}>
          {cell.text}
        </td>
      ))}
      {rest > 0 && (
        <td class="blank" colSpan={rest}>
          <span class="hidden">{unreached}</span>
        </td>
      )}
    </>
  )
}
