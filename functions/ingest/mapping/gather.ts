import { records } from '#shared/records/index.ts'
import type { Value } from '#shared/records/record.ts'
import type { Mapped } from './mapped.ts'

/** Rows that share their record's key become one: numbers are added, of texts the first that is said stays. */
export function sumByKey(mapped: readonly Mapped[]): readonly Mapped[] {
  const groups = Map.groupBy(mapped, ({ record, row }) => {
    const { key } = records[record]
    return JSON.stringify([record, ...key.map((name) => row[name] ?? null)])
  })
  return [...groups.values()].map((group) => (group.length === 1 ? group[0]! : summed(group)))
}

function summed(group: readonly Mapped[]): Mapped {
  const [first] = group
  const names = Object.keys(first!.row)
  const row = Object.fromEntries(names.map((name) => [name, total(group.map((one) => one.row[name] ?? null))]))
  return { ...first!, row }
}

function total(values: readonly Value[]): Value {
  const said = values.filter((value) => value !== null)
  if (said.every((value) => typeof value === 'bigint')) return said.length > 0 ? said.reduce((a, b) => a + b, 0n) : null
  // Ordered first: sums of fractions must not depend on the order in which the rows came.
  if (said.every((value) => typeof value === 'number')) return said.sort((a, b) => a - b).reduce((a, b) => a + b, 0)
  return said.toSorted()[0] ?? null
}
