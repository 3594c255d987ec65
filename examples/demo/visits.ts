import { day, daysOf, minute } from './calendar.ts'
import type { Campaign } from './campaigns.ts'
import type { Card } from './cards.ts'
import { type Cell, type DemoFile, isoTime, tableFile } from './files.ts'
import { clientId } from './people.ts'
import { type Random, randomOf } from './random.ts'
import { type CampaignMonth, months, tellMonth } from './story.ts'

interface Visit {
  readonly started: number
  readonly client: string
  readonly campaign: Campaign
  readonly term: string
  readonly region: string
  readonly hasLead: boolean
}

const site = 'https://zagorodny-dom.example'

/** The site's sessions: one before each request, and those that led to nothing. */
export function visitsFile(seed: number, cards: readonly Card[]): DemoFile {
  const random = randomOf(seed, 'visits')
  const idle = months.flatMap((month) => tellMonth(month).flatMap((told) => idleVisits(told, random)))
  const visits = [...cards.map((card) => visitBefore(card, random)), ...idle].sort((a, b) => a.started - b.started)
  const header = [
    'visit_id',
    'client_id',
    'start',
    'page',
    'referrer',
    'utm_source',
    'utm_medium',
    'utm_campaign',
    'utm_term',
    'device',
    'region',
    'bounce',
  ]
  const rows = visits.map((visit, i) => visitRow(visit, i, random))
  return tableFile('data/visits.csv', header, rows, { delimiter: ',' })
}

function visitBefore({ request, term }: Card, random: Random): Visit {
  const started = request.created - random.between(2, 25) * minute
  const region = request.outcome === 'otherRegion' ? 'Россия' : regionOf(random)
  return { started, client: request.person.client, campaign: request.campaign, term, region, hasLead: true }
}

function idleVisits({ month, campaign, spend, requests }: CampaignMonth, random: Random): Visit[] {
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

function visitRow({ started, client, campaign, term, region, hasLead }: Visit, index: number, random: Random): Cell[] {
  const referrer = campaign.utmMedium === 'organic' ? 'https://www.google.com/' : ''
  const source = campaign.utmMedium === 'organic' ? ['', '', ''] : [campaign.utmSource, campaign.utmMedium, campaign.id]
  const device = random.chance(0.64) ? 'phone' : 'desktop'
  const bounce = !hasLead && random.chance(0.31) ? 1 : 0
  const visit = `${Math.floor(started / day)}${String(index).padStart(9, '0')}`
  return [visit, client, isoTime(started), site + campaign.landing, referrer, ...source, term, device, region, bounce]
}
