import { day, daysOf, minute } from './calendar.ts'
import type { Campaign } from './campaigns.ts'
import type { Card } from './cards.ts'
import { type Cell, type DemoFile, isoTime, tableFile } from './files.ts'
import { clientId } from './people.ts'
import { type Random, randomOf } from './random.ts'
import { type CampaignMonth, months, tellMonth } from './story.ts'

interface Coming {
  readonly started: number
  readonly client: string
  readonly campaign: Campaign
  readonly term: string
  readonly region: string
  readonly hasLead: boolean
}

export interface Visit extends Omit<Coming, 'hasLead'> {
  readonly id: string
  readonly page: string
  readonly referrer: string
  /** utm_source, utm_medium and utm_campaign; empty for who came by a search */
  readonly tags: readonly [source: string, medium: string, campaign: string]
  readonly device: 'phone' | 'desktop'
  readonly isBounce: boolean
}

const site = 'https://zagorodny-dom.example'

/** The site's sessions: one before each request, and those that led to nothing. */
export function makeVisits(seed: number, cards: readonly Card[]): readonly Visit[] {
  const random = randomOf(seed, 'visits')
  const idle = months.flatMap((month) => tellMonth(month).flatMap((told) => idleVisits(told, random)))
  const coming = [...cards.map((card) => visitBefore(card, random)), ...idle].sort((a, b) => a.started - b.started)
  return coming.map((one, i) => visitOf(one, i, random))
}

const header = [
  ...['visit_id', 'client_id', 'start', 'page', 'referrer'],
  ...['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'device', 'region', 'bounce'],
]

export const visitsFile = (visits: readonly Visit[]): DemoFile =>
  tableFile('data/visits.csv', header, visits.map(visitRow), { delimiter: ',' })

function visitBefore({ request, term }: Card, random: Random): Coming {
  const started = request.created - random.between(2, 25) * minute
  const region = request.outcome === 'otherRegion' ? 'Россия' : regionOf(random)
  return { started, client: request.person.client, campaign: request.campaign, term, region, hasLead: true }
}

function idleVisits({ month, campaign, spend, requests }: CampaignMonth, random: Random): Coming[] {
  const days = daysOf(month)
  const sessions = campaign.cabinet ? Math.round((spend / campaign.clickPrice) * 0.9) : requests * 32
  return Array.from({ length: Math.max(0, sessions - requests) }, () => ({
    started: random.pick(days) + Math.floor((7 + 16 * random.next()) * 60) * minute + random.between(0, 59) * 1000,
    client: clientId(random),
    campaign,
    term: campaign.terms.length > 0 ? random.pick(campaign.terms) : '',
    region: regionOf(random),
    hasLead: false,
  }))
}

const regionOf = (random: Random): string =>
  random.weighted([
    ['Московская область', 66],
    ['Калужская область', 12],
    ['Тверская область', 10],
    ['Россия', 12],
  ])

function visitOf({ hasLead, ...coming }: Coming, index: number, random: Random): Visit {
  const { campaign, started } = coming
  const isSearch = campaign.utmMedium === 'organic'
  return {
    ...coming,
    referrer: isSearch ? 'https://www.google.com/' : '',
    tags: isSearch ? ['', '', ''] : [campaign.utmSource, campaign.utmMedium, campaign.id],
    device: random.chance(0.64) ? 'phone' : 'desktop',
    isBounce: !hasLead && random.chance(0.31),
    id: `${Math.floor(started / day)}${String(index).padStart(9, '0')}`,
    page: site + campaign.landing,
  }
}

const visitRow = (visit: Visit): Cell[] => [
  ...[visit.id, visit.client, isoTime(visit.started), visit.page, visit.referrer, ...visit.tags, visit.term],
  ...[visit.device, visit.region, visit.isBounce ? 1 : 0],
]
