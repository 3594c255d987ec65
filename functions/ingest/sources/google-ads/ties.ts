import type { Mapped } from '#ingest/mapping/mapped.ts'
import type { Value } from '#shared/records/record.ts'

type Row = Mapped['row']

const grain = ['account', 'date', 'currency', 'campaign_id', 'ad_group_id', 'ad_id', 'keyword']
const ofAd = grain.slice(0, -1)
const ofCampaign = grain.slice(0, 4)

/**
 * Rows of campaigns, ads and keywords for the same days → rows that are spent once: each finer row as it is, and what the
 * coarser total has above them (Performance Max, ads shown without a keyword) at its own grain. Their sum is the campaigns'.
 */
export function gatherSpend(mapped: readonly Mapped[]): readonly Mapped[] {
  const levels = Map.groupBy(added(mapped.map(({ row }) => row)), levelOf)
  const keywords = levels.get('keyword') ?? []
  const ads = rest(levels.get('ad') ?? [], keywords, ofAd)
  const campaigns = rest(levels.get('campaign') ?? [], [...ads.totals, ...(levels.get('group') ?? [])], ofCampaign)
  const rows = [...campaigns.left, ...(levels.get('group') ?? []), ...ads.left, ...keywords]
  return rows.map((row) => ({ record: 'spend', row }))
}

function levelOf(row: Row): 'campaign' | 'group' | 'ad' | 'keyword' {
  if (row.keyword !== null) return 'keyword'
  if (row.ad_id !== null) return 'ad'
  return row.ad_group_id !== null ? 'group' : 'campaign'
}

const keyOf = (row: Row, columns: readonly string[]) => JSON.stringify(columns.map((name) => row[name] ?? null))

/** Rows of one grain become one: devices and networks apart are the same ad. */
function added(rows: readonly Row[]): readonly Row[] {
  const groups = Map.groupBy(rows, (row) => keyOf(row, grain))
  return [...groups.values()].map((group) => group.reduce((sum, row) => measured(sum, row, 1)))
}

/** What parents have above their children; `totals` also hold what has no parent. */
function rest(parents: readonly Row[], children: readonly Row[], columns: readonly string[]) {
  const below = Map.groupBy(children, (row) => keyOf(row, columns))
  const left: Row[] = []
  for (const parent of parents) {
    const own = below.get(keyOf(parent, columns))
    below.delete(keyOf(parent, columns))
    const row = own ? own.reduce((sum, child) => measured(sum, child, -1), parent) : parent
    if (!own || !isNothing(row)) left.push(row)
  }
  return { left: left.map(plausible), totals: [...parents, ...[...below.values()].flat()] }
}

const isNothing = ({ cost_micros, impressions, clicks }: Row) => cost_micros === 0n && !impressions && !clicks

function measured(a: Row, b: Row, sign: 1 | -1): Row {
  const cost_micros = (a.cost_micros as bigint) + BigInt(sign) * (b.cost_micros as bigint)
  return {
    ...a,
    cost_micros,
    impressions: plus(a.impressions, b.impressions, sign),
    clicks: plus(a.clicks, b.clicks, sign),
  }
}

const plus = (a: Value | undefined, b: Value | undefined, sign: number): number | null =>
  typeof a === 'number' ? a + sign * Number(b ?? 0) : typeof b === 'number' && sign > 0 ? b : null

/** Cost must tie to the micro, also where the levels were counted a moment apart; counts below zero say nothing. */
const plausible = (row: Row): Row => ({
  ...row,
  impressions: Number(row.impressions ?? 0) < 0 ? null : (row.impressions ?? null),
  clicks: Number(row.clicks ?? 0) < 0 ? null : (row.clicks ?? null),
})
