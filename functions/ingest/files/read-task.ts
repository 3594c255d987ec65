import { FixData } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import type { FileFacts } from '../raw/manifest.ts'
import { writeQuarantine } from '../raw/quarantine.ts'
import { type RawHead, rawBody, rawHead, readRaw } from '../raw/raw.ts'
import {
  compileMapping,
  type FileConnection,
  type PersonalColumns,
  personalColumns,
  readFile,
} from '../sources/file/index.ts'
import { filePieces } from '../sources/file/pieces/index.ts'
import type { ReadEvent } from '../units/rows.ts'
import type { Collector, Days } from './collector.ts'
import { checkUnchanged } from './identify.ts'
import { rawKey, recipeOf, type Task } from './plan.ts'
import { cellGuards, protection } from './protect.ts'
import { readPieces } from './read-pieces.ts'
import { type Reading, readRows } from './read-rows.ts'

export interface ReadContext {
  readonly lake: Lake
  readonly connection: FileConnection
  readonly key: Uint8Array
  readonly collector: Collector
  readonly dryRun: boolean
  /** The rows seen so far in this layer under this header, where copies are dropped. */
  seen(layer: number, header: readonly string[]): Set<string> | undefined
  tick(rows: number): void
}

interface Origin {
  /** The original is there to be read; else `events` come from raw. */
  readonly original: string | undefined
  readonly events: () => AsyncIterable<ReadEvent>
  /** Which columns were guarded already when these cells were stored. */
  readonly guarded: PersonalColumns | undefined
  /** Its raw has to be written. */
  readonly isFresh: boolean
}

export interface Taken {
  readonly facts: FileFacts
  readonly reading: Reading
  readonly days: Days
}

/** Reads one file into the units. A file that is new to the lake lands in raw on the way. */
export async function readTask(context: ReadContext, task: Task): Promise<Taken> {
  const { lake, connection, dryRun } = context
  const recipe = recipeOf(connection)
  const raw = rawKey(connection, task.sha256, recipe)
  const origin = await originOf(context, task, raw, recipe)
  const body = origin.isFresh && !dryRun ? rawBody() : undefined
  const intake = context.collector.intake(task)
  const reading = await readOrigin(context, task, origin, { intake, body, tick: context.tick })
  if (task.original) await checkUnchanged(task.original)
  if (body) {
    const head = { sha256: task.sha256, recipe, header: reading.header, guarded: personalColumns(connection) }
    await lake.put(raw, await body.finish(head), 'absent')
  }
  const place = { source: connection.source, connection: connection.name, raw, file: task.names[0]! }
  const quarantine = dryRun ? null : await writeQuarantine(lake, place, reading.bad)
  const { sha256, names, lastSeen } = task
  const days = intake.days()
  const problem = reading.problem && { problem: reading.problem }
  const facts = { sha256, names, raw, recipe, quarantine, lastSeen, days, ...reading.accounting, ...problem }
  return { facts, reading, days }
}

type Outlet = Pick<Parameters<typeof readRows>[1], 'intake' | 'body' | 'tick'>

let filesRead = 0

/** CSV goes piece by piece over the threads; whatever else, and what is compared with other rows, row by row. */
function readOrigin(context: ReadContext, task: Task, origin: Origin, outlet: Outlet): Promise<Reading> {
  const { connection, key, seen } = context
  const { format } = connection
  const isPlain = format.type === 'csv' || format.type === 'tsv'
  if (origin.original !== undefined && isPlain && connection.duplicates === 'keep') {
    const file = `${task.sha256} ${filesRead++}`
    return readPieces(filePieces(origin.original, format.encoding), { ...outlet, connection, key, file })
  }
  return readRows(origin.events(), {
    ...outlet,
    open: (header) => ({
      map: compileMapping(connection, header, key, { raw: true }),
      protect: protection(cellGuards(connection, header, key, origin.guarded)),
      seen: seen(task.layer, header),
    }),
  })
}

/** Raw where it was landed in the way that holds today; else the original; else raw as it was landed once. */
async function originOf({ lake, connection }: ReadContext, task: Task, raw: string, recipe: string): Promise<Origin> {
  const landed = task.known?.recipe === recipe || !task.known ? await lake.get(raw) : undefined
  if (landed) return fromRaw(landed.bytes, false)
  if (task.original) {
    const { path } = task.original
    return { original: path, events: () => readFile(path, connection.format), guarded: undefined, isFresh: true }
  }
  const old = task.known && (await lake.get(task.known.raw))
  if (old) return fromRaw(old.bytes, true)
  throw new FixData({
    who: connection.name,
    code: 'RAW_LOST',
    what: say('Файла больше нет, и сырых данных его тоже нет.', 'The file is gone, and its raw data too.'),
    where: task.names[0],
    hint: say('Верните файл и повторите.', 'Bring the file back and try again.'),
  })
}

async function fromRaw(bytes: Uint8Array, isFresh: boolean): Promise<Origin> {
  const head: RawHead = await rawHead(bytes)
  return { original: undefined, events: () => readRaw(bytes), guarded: head.guarded, isFresh }
}
