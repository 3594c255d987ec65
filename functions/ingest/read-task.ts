import { FixData } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import type { Collector, Days } from './collector.ts'
import { checkUnchanged } from './identify.ts'
import type { FileFacts } from './manifest.ts'
import { rawKey, recipeOf, type Task } from './plan.ts'
import { protection } from './protect.ts'
import { writeQuarantine } from './quarantine.ts'
import { type RawHead, rawBody, rawHead, readRaw } from './raw.ts'
import { type Reading, readRows } from './read-rows.ts'
import type { ReadEvent } from './rows.ts'
import {
  compileMapping,
  type FileConnection,
  type PersonalColumns,
  personalColumns,
  readFile,
} from './sources/file/index.ts'

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
  readonly events: AsyncIterable<ReadEvent>
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
  const reading = await readRows(origin.events, {
    intake,
    body,
    tick: context.tick,
    open: (header) => ({
      map: compileMapping(connection, header, context.key, { raw: true }),
      protect: protection(connection, header, context.key, origin.guarded),
      seen: context.seen(task.layer, header),
    }),
  })
  if (task.original) await checkUnchanged(task.original)
  if (body) {
    const head = { sha256: task.sha256, recipe, header: reading.header, guarded: personalColumns(connection) }
    await lake.put(raw, await body.finish(head), 'absent')
  }
  const place = { source: connection.source, connection: connection.name, raw, file: task.names[0]! }
  const quarantine = dryRun ? null : await writeQuarantine(lake, place, reading.bad)
  const { sha256, names, lastSeen } = task
  const days = intake.days()
  const facts = { sha256, names, raw, recipe, quarantine, lastSeen, days, ...reading.accounting }
  return { facts, reading, days }
}

/** Raw where it was landed in the way that holds today; else the original; else raw as it was landed once. */
async function originOf({ lake, connection }: ReadContext, task: Task, raw: string, recipe: string): Promise<Origin> {
  const landed = task.known?.recipe === recipe || !task.known ? await lake.get(raw) : undefined
  if (landed) return fromRaw(landed.bytes, false)
  if (task.original) {
    return { events: readFile(task.original.path, connection.format), guarded: undefined, isFresh: true }
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
  return { events: readRaw(bytes), guarded: head.guarded, isFresh }
}
