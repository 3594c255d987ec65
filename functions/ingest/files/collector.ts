import type { RecordName } from '#shared/records/index.ts'
import type { DatedBatch } from '../units/batch.ts'
import { valuesOf } from '../units/coded-unit.ts'
import type { MappedRow } from '../units/rows.ts'
import { addPart, addRow, datedColumn, dayOf, emptyUnit, type Unit } from '../units/unit.ts'

export type Days = Partial<Record<RecordName, readonly string[]>>

/** One file being read into the units. */
export interface Intake {
  add(row: MappedRow): void
  /** The same for many rows at once. */
  addBatch(batch: DatedBatch): void
  /** Every day for which the file had rows, taken or not. */
  days(): Days
}

export interface Collector {
  /**
   * `layer`: a day belongs to the first layer that has rows for it; later layers only fill days that are still free.
   * `restated`: takes nothing but days that are open already. `rank` says which of two versions came later.
   */
  intake(options: { readonly layer: number; readonly restated: boolean; readonly rank: number }): Intake
  /** Units with rows, by record and day. */
  units(): readonly Unit[]
  has(record: RecordName, day: string): boolean
}

interface Slot {
  readonly unit: Unit
  readonly ranks: number[]
  layer: number | undefined
  seenBy: number
  open: boolean
}

export function collector(ranked: boolean): Collector {
  const records = new Map<RecordName, Map<string, Slot>>()
  let intakes = 0

  const slotOf = (record: RecordName, day: string): Slot => {
    const days = entry(records, record, () => new Map<string, Slot>())
    return entry(days, day, () => emptySlot(record, day))
  }
  return {
    intake({ layer, restated, rank }) {
      const reader = intakes++
      const seen: Slot[] = []
      const meet = (slot: Slot) => {
        if (slot.seenBy === reader) return
        seen.push(slot)
        slot.seenBy = reader
        if (!restated) slot.layer ??= layer
        slot.open = restated ? slot.layer !== undefined : slot.layer === layer
      }
      return {
        add({ record, row }) {
          const dated = datedColumn(record)
          const slot = slotOf(record, dayOf(dated === null ? null : row[dated]))
          meet(slot)
          if (!slot.open) return
          addRow(slot.unit, row)
          if (ranked) slot.ranks.push(rank)
        },
        addBatch({ record, columns, days }) {
          for (const { day, rows } of days) {
            const slot = slotOf(record, day)
            meet(slot)
            if (!slot.open) continue
            if (!ranked) addPart(slot.unit, { columns, rows })
            else addValues(slot, columns, rows, rank)
          }
        },
        days: () => daysOf(seen),
      }
    },
    units: () =>
      [...records.values()]
        .flatMap((days) => [...days.values()])
        .flatMap(({ unit, ranks }) => {
          if (unit.rows === 0) return []
          return [ranked ? { ...unit, ranks } : unit]
        }),
    has: (record, day) => records.get(record)?.get(day)?.layer !== undefined,
  }
}

/** Versions are compared value by value. */
function addValues({ unit, ranks }: Slot, columns: DatedBatch['columns'], rows: Uint32Array, rank: number): void {
  columns.forEach((column, i) => {
    const values = unit.columns[i]!
    for (const value of valuesOf(column, rows, unit.kinds[i] === 'money')) values.push(value)
  })
  unit.rows += rows.length
  for (let i = 0; i < rows.length; i++) ranks.push(rank)
}

function emptySlot(record: RecordName, day: string): Slot {
  return { unit: emptyUnit(record, day), ranks: [], layer: undefined, seenBy: -1, open: false }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}

function daysOf(slots: readonly Slot[]): Days {
  const days = new Map<RecordName, string[]>()
  for (const { unit } of slots) entry(days, unit.record, () => []).push(unit.day)
  const sorted = [...days].sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([record, list]) => [record, list.sort()]))
}
