import type { ReadEvent } from '#ingest/units/rows.ts'

/** All events of a file in one value; bad rows without their sentences. */
export async function collect(events: AsyncIterable<ReadEvent>) {
  let header: readonly string[] | undefined
  const rows: (readonly string[])[] = []
  const lines: number[] = []
  const bad: { line: number; code: string }[] = []
  for await (const event of events) {
    if (event.kind === 'header') header = event.header
    else if (event.kind === 'rows') {
      for (const row of event.rows) {
        rows.push(row.cells)
        lines.push(row.line)
      }
    } else bad.push(...event.rows.map(({ line, code }) => ({ line, code })))
  }
  return { header, rows, lines, bad }
}
