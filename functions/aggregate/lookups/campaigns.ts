import type { Row } from '#aggregate/model.ts'
import { groupBy, textOf } from './text.ts'

interface Campaign {
  readonly id: string
  readonly name: string
}

/** Case, blanks, underscores, hyphens and the plus sign of URLs don't make another campaign. */
export const normalised = (name: string): string =>
  name
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_+-]+/gu, '_')

interface Directory {
  readonly byId: ReadonlyMap<string, Campaign>
  readonly byName: ReadonlyMap<string, Campaign>
}

/** The campaigns that the spend of a channel names. Rows come oldest first, so that the newest name and id win. */
function directory(spend: readonly Row[]): Directory {
  const byId = new Map<string, Campaign>()
  const byName = new Map<string, Campaign>()
  for (const row of spend) {
    const name = textOf(row.campaign_name) ?? textOf(row.campaign_key) ?? ''
    const campaign = { id: textOf(row.campaign_id) ?? normalised(name), name }
    byId.set(campaign.id, campaign)
    byName.set(normalised(name), campaign)
  }
  return { byId, byName }
}

/** `brand|1234567`: ad systems write the id into the tag beside the name. */
function idInside(text: string, { byId }: Directory): Campaign | undefined {
  const id = text.match(/\d{5,}/gu)?.find((digits) => byId.has(digits))
  return id === undefined ? undefined : byId.get(id)
}

const named = (text: string, known: Directory): Campaign | undefined =>
  known.byId.get(text) ?? known.byName.get(normalised(text)) ?? idInside(text, known)

/** `texts`: what the campaign is called, its id and its name. An agreed alias decides before the names do. */
function find(texts: readonly string[], known: Directory, aliases: ReadonlyMap<string, string>): Campaign {
  const target = texts.map((text) => aliases.get(normalised(text))).find((one) => one !== undefined)
  if (target !== undefined) return named(target, known) ?? { id: normalised(target), name: target }
  const first = texts[0] ?? ''
  return named(first, known) ?? { id: normalised(first), name: first }
}

/** Aliases of a channel; rows come oldest agreement first, so that the newest wins. */
const aliasesOf = (rows: readonly Row[]): ReadonlyMap<string, string> =>
  new Map(rows.map((row) => [normalised(String(row.alias)), String(row.campaign)]))

const spendName = (use: Row) => textOf(use.campaign_name) ?? textOf(use.campaign_key) ?? ''

function channelCampaigns(channel: string, uses: readonly Row[], aliasRows: readonly Row[]): readonly Row[] {
  const aliases = aliasesOf(aliasRows)
  const spend = uses.filter((use) => use.is_spend === true)
  const known = directory(spend.filter((use) => !aliases.has(normalised(spendName(use)))))
  const names = new Map(spend.map((use) => [String(use.campaign_key), spendName(use)]))
  const keys = new Set(uses.map((use) => String(use.campaign_key)))
  return [...keys].map((key) => {
    const { id, name } = find([key, names.get(key) ?? key], known, aliases)
    return { channel, campaign_key: key, campaign_id: id, campaign_name: name }
  })
}

/** The one campaign behind each id or name that spend, visits and leads of a channel use. `uses` oldest first. */
export function campaignsOf(uses: readonly Row[], aliases: readonly Row[]): readonly Row[] {
  const aliasRows = groupBy(aliases, (row) => String(row.channel))
  return [...groupBy(uses, (use) => String(use.channel))].flatMap(([channel, rows]) =>
    channelCampaigns(channel, rows, aliasRows.get(channel) ?? []),
  )
}
