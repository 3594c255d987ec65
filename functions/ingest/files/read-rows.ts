import { Bug, type Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { RawBody } from '../raw/raw.ts'
import type { Mapper, ReadEvent, SourceRow } from '../units/rows.ts'
import type { Intake } from './collector.ts'
import { type Counted, counting } from './counting.ts'

type Cells = readonly string[]

interface Opened {
  readonly map: Mapper | Problem
  readonly protect: ((cells: Cells) => Cells) | undefined
  /** Whole rows seen so far under this header, where copies are dropped. */
  readonly seen: Set<string> | undefined
}

export interface ReadPort {
  readonly intake: Intake
  /** Known when the header is: how a row is mapped, and what is done to its cells before. */
  open(header: readonly string[]): Opened
  /** Where the rows are landed as they come; absent when they come from raw. */
  readonly body: RawBody | undefined
  /** Told after each batch; throws when the run was stopped. */
  tick(rows: number): void
}

export interface Reading extends Counted {
  readonly header: readonly string[]
}

/** Takes a file's rows into the units, and on the way into raw. */
export async function readRows(events: AsyncIterable<ReadEvent>, port: ReadPort): Promise<Reading> {
  let header: readonly string[] = []
  let opened: Opened | undefined
  const { count, refuse, result } = counting()

  const isCopy = (cells: Cells) => {
    const seen = opened?.seen
    if (!seen) return false
    const before = seen.size
    return seen.add(JSON.stringify(cells)).size === before
  }
  const take = (map: Mapper, { line }: SourceRow, cells: Cells) => {
    const mapped = map(cells)
    if (mapped.kind === 'filtered') count.filtered++
    else if (mapped.kind === 'bad') refuse({ line, code: mapped.code, column: mapped.column, message: mapped.message })
    else if (isCopy(cells)) count.duplicate++
    else {
      count.good++
      for (const row of mapped.rows) port.intake.add(row)
    }
  }
  const takeAll = async (rows: readonly SourceRow[]) => {
    if (!opened) throw headerLate()
    const { map, protect } = opened
    const cells = protect ? rows.map((row) => protect(row.cells)) : rows.map((row) => row.cells)
    await port.body?.rows(rows, cells)
    count.read += rows.length
    if (typeof map === 'function') for (let i = 0; i < rows.length; i++) take(map, rows[i]!, cells[i]!)
    else for (const { line } of rows) refuse({ line, code: 'MISSING_COLUMN', message: map.what })
  }

  for await (const event of events) {
    if (event.kind === 'header') {
      header = event.header
      opened = port.open(header)
    } else if (event.kind === 'rows') {
      await takeAll(event.rows)
      port.tick(event.rows.length)
    } else {
      await port.body?.bad(event.rows)
      count.read += event.rows.length
      event.rows.forEach(refuse)
    }
  }
  const problem = opened && typeof opened.map !== 'function' ? opened.map : undefined
  return { header, ...result(), problem }
}

const headerLate = () =>
  new Bug({
    who: 'ingest',
    code: 'HEADER_LATE',
    what: say('Строки пришли раньше заголовка.', 'Rows came before the header.'),
  })
