import { defineLookup, type Row } from '#aggregate/model.ts'
import { channelFinder } from './channel-rules.ts'
import { groupBy } from './text.ts'

/** The channel of each distinct origin, by the rules of the agreement that governs it. */
export function channelsOf(origins: readonly Row[], rules: readonly Row[], channels: readonly Row[]): readonly Row[] {
  const rulesOf = groupBy(rules, (rule) => String(rule.agreement))
  const brandOf = groupBy(
    channels.filter((channel) => channel.is_brand === true),
    (channel) => String(channel.agreement),
  )
  return [...groupBy(origins, (origin) => String(origin.agreement))].flatMap(([agreement, rows]) => {
    const brands = new Set((brandOf.get(agreement) ?? []).map((row) => String(row.channel)))
    const find = channelFinder(rulesOf.get(agreement) ?? [], brands)
    return rows.map((origin) => {
      const { channel, isBrand } = find(origin)
      return { agreement, origin_key: origin.origin_key ?? null, channel, is_brand: isBrand }
    })
  })
}

export const mapChannel = defineLookup({
  name: 'map_channel',
  layer: 'lookup',
  sql: undefined,
  about: {
    ru: 'Канал каждого сочетания меток по правилам соглашения; чего правила не знают, зовётся своим именем, пустое — none',
    en: 'Channel of each distinct origin by the rules of the agreement; what no rule knows keeps its own name, a blank is none',
  },
  grain: ['agreement', 'origin_key'],
  columns: { agreement: 'text', origin_key: 'text', channel: 'id', is_brand: 'bool' },
  reads: ['int_origin', 'agr_channel_rule', 'dim_channel'],
  make: async (query) =>
    channelsOf(
      await query('select * from int_origin order by agreement, origin_key'),
      await query('select * from agr_channel_rule order by agreement, position, field, op, value'),
      await query('select agreement, channel, is_brand from dim_channel order by agreement, channel'),
    ),
})
