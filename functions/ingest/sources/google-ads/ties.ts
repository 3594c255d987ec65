import { keyOf } from '#ingest/mapping/gather.ts'
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

/** Rows of one grain become one: devices and networks apart are the same ad. */
function added(rows: readonly Row[]): readonly Row[] {
  const groups = Map.groupBy(rows, (row) => keyOf(row, grain))
  return [...groups.values()].map(([first, ...more]) => (more.length === 0 ? first! : measured(first!, more, 1)))
}

/** What parents have above their children; `totals` also hold what has no parent. */
function rest(parents: readonly Row[], children: readonly Row[], columns: readonly string[]) {
  const below = Map.groupBy(children, (row) => keyOf(row, columns))
  const left: Row[] = []
  for (const parent of parents) {
    const key = keyOf(parent, columns)
    const own = below.get(key)
    below.delete(key)
    const row = own ? measured(parent, own, -1) : parent
    if (!own || !isNothing(row)) left.push(row)
  }
  return { left: left.map(plausible), totals: [...parents, ...[...below.values()].flat()] }
}

const isNothing = ({ cost_micros, impressions, clicks }: Row) => cost_micros === 0n && !impressions && !clicks

/** A row with what the others have added to it, or taken away. */
function measured(row: Row, others: readonly Row[], sign: 1 | -1): Row {
  let [cost_micros, impressions, clicks] = [row.cost_micros as bigint, row.impressions, row.clicks]
  for (const other of others) {
    cost_micros += BigInt(sign) * (other.cost_micros as bigint)
    impressions = plus(impressions, other.impressions, sign)
    clicks = plus(clicks, other.clicks, sign)
  }
  return { ...row, cost_micros, impressions: impressions ?? null, clicks: clicks ?? null }
}

const plus = (a: Value | undefined, b: Value | undefined, sign: number): number | null =>
  typeof a === 'number' ? a + sign * Number(b ?? 0) : typeof b === 'number' && sign > 0 ? b : null

/** Cost must tie to the micro, also where the levels were counted a moment apart; counts below zero say nothing. */
function plausible(row: Row): Row {
  const [impressions, clicks] = [row.impressions ?? null, row.clicks ?? null]
  if (Number(impressions) >= 0 && Number(clicks) >= 0) return row
  return {
    ...row,
    impressions: Number(impressions) < 0 ? null : impressions,
    clicks: Number(clicks) < 0 ? null : clicks,
  }
}
