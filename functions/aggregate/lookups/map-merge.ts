import { defineLookup, type Row } from '#aggregate/model.ts'

/** The last record of a chain of merges; a circle stops where it began. */
function endOf(start: string, next: ReadonlyMap<string, string>): string {
  const seen = new Set<string>()
  let at = start
  for (let to = next.get(at); to !== undefined && !seen.has(to); to = next.get(at)) {
    seen.add(to)
    at = to
  }
  return at
}

/** For each merged lead or deal the one that stands for it now, however often it was merged. */
export function survivorsOf(merges: readonly Row[]): readonly Row[] {
  return ['lead', 'deal'].flatMap((entity) => {
    const own = merges.filter((row) => row.entity === entity)
    const next = new Map(own.map((row) => [String(row.id), String(row.merged_into)]))
    return [...next.keys()].map((id) => ({ entity, id, survivor_id: endOf(id, next) }))
  })
}

export const mapMerge = defineLookup({
  name: 'map_merge',
  layer: 'lookup',
  sql: undefined,
  about: {
    ru: 'Во что в итоге объединено обращение или сделка: их платежи и события переходят туда',
    en: 'What a merged lead or deal is part of in the end: its payments and events go there',
  },
  grain: ['entity', 'id'],
  columns: { entity: 'text', id: 'id', survivor_id: 'id' },
  reads: ['stg_merge'],
  make: async (query) => survivorsOf(await query('select * from stg_merge order by entity, id')),
})
