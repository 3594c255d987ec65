import { describe, expect, test } from 'vitest'
import { campaignsOf, normalised } from '#aggregate/lookups/campaigns.ts'
import { channelsOf } from '#aggregate/lookups/map-channel.ts'
import type { Row } from '#aggregate/model.ts'

const agreement = '2024-01'

describe('channels', () => {
  const rule = (position: number, channel: string, field: string, op: string, value: string | null, brand = false) => ({
    agreement,
    position,
    channel,
    field,
    op,
    value,
    is_brand: brand,
  })
  const rules = [
    rule(1, 'direct', 'utm_source', 'equals', 'yandex', true),
    rule(1, 'direct', 'utm_term', 'regexp', 'загородный\\s+дом', true),
    rule(2, 'direct', 'utm_source', 'equals', 'yandex'),
    rule(3, 'vk', 'utm_source', 'starts_with', 'vk'),
    rule(4, 'mail', 'utm_medium', 'contains', 'mail'),
    rule(5, 'calls', 'click_kind', 'present', null),
  ]
  const channelOf = (origin: Row, channels: readonly Row[] = []) => {
    const [row] = channelsOf([{ agreement, origin_key: 'k', is_spend: false, ...origin }], rules, channels)
    return [row?.channel, row?.is_brand]
  }

  test.each<[string, Row, [string, boolean]]>([
    ['all conditions of a rule must hold', { utm_source: 'Yandex', utm_term: 'ЗАГОРОДНЫЙ  дом' }, ['direct', true]],
    ['else the next rule decides', { utm_source: ' yandex ', utm_term: 'дом' }, ['direct', false]],
    ['starts_with', { utm_source: 'VK_ads' }, ['vk', false]],
    ['contains', { utm_medium: 'e-mail' }, ['mail', false]],
    ['present', { click_kind: 'yclid' }, ['calls', false]],
    ['an unknown hint keeps its own name', { channel_hint: ' unknown ' }, ['unknown', false]],
    ['an unknown tag as well', { utm_source: 'bing' }, ['bing', false]],
    ['a blank is no word', { channel_hint: '', utm_source: null }, ['none', false]],
    ['spend without any tag is its platform', { is_spend: true, source: 'telegram' }, ['telegram', false]],
  ])('%s', (_, origin, expected) => {
    expect(channelOf(origin)).toEqual(expected)
  })

  test('every lead of a brand channel is brand', () => {
    expect(channelOf({ utm_source: 'vk' }, [{ agreement, channel: 'vk', is_brand: true }])).toEqual(['vk', true])
  })

  test('rules of another agreement do not count', () => {
    expect(channelOf({ agreement: '2023-01', utm_source: 'yandex' })).toEqual(['yandex', false])
  })
})

describe('campaigns', () => {
  const spend = (id: string | null, name: string): Row => ({
    channel: 'vk',
    campaign_key: id ?? name,
    campaign_id: id,
    campaign_name: name,
    is_spend: true,
  })
  const lead = (tag: string, channel = 'vk'): Row => ({
    channel,
    campaign_key: tag,
    campaign_id: null,
    campaign_name: tag,
    is_spend: false,
  })
  const alias = (text: string, campaign: string): Row => ({ agreement, channel: 'vk', alias: text, campaign })
  const idOf = (rows: readonly Row[], key: string, channel = 'vk') =>
    rows.find((row) => row.channel === channel && row.campaign_key === key)?.campaign_id

  test.each([
    ['the id itself', '1234567'],
    ['the name, however spelled', 'участки-ЛЕТО'],
    ['the name as URLs write it', 'Участки+лето'],
    ['the id inside the tag', 'cpc|1234567|a'],
    ['an agreed alias', 'Leto_2024'],
  ])('spend and lead meet by %s', (_, tag) => {
    const rows = campaignsOf([spend('1234567', 'Участки лето'), lead(tag)], [alias('leto 2024', 'Участки лето')])
    expect(idOf(rows, tag)).toBe('1234567')
  })
  test('not across channels', () => {
    const rows = campaignsOf([spend('1234567', 'Участки лето'), lead('1234567', 'direct')], [])
    expect(idOf(rows, '1234567', 'direct')).toBe('1234567')
    expect(rows.find((row) => row.channel === 'direct')?.campaign_name).toBe('1234567')
  })
  test('spend whose own name is an alias joins the agreed campaign', () => {
    const rows = campaignsOf([spend('1', 'Лето'), spend('2', 'leto')], [alias('leto', 'Лето')])
    expect([idOf(rows, '1'), idOf(rows, '2')]).toEqual(['1', '1'])
  })
  test('a campaign that nobody paid for keeps its own name', () => {
    expect(campaignsOf([lead('Осень 2024')], [])).toEqual([
      { channel: 'vk', campaign_key: 'Осень 2024', campaign_id: 'осень_2024', campaign_name: 'Осень 2024' },
    ])
  })
  test('normalised', () => expect(normalised('  A -_b+C ')).toBe('a_b_c'))
})
