import { isoDay } from '../calendar.ts'
import { isoTime } from '../files.ts'
import type { DemoCompany } from '../generate.ts'
import type { Visit } from '../visits.ts'
import { visitsOfDays } from './days.ts'
import type { Asked, Reply, System } from './serve.ts'

const counter = 44_147_844
const api = `/management/v1/counter/${counter}`

interface Log {
  readonly request_id: number
  readonly source: 'visits'
  readonly date1: string
  readonly date2: string
  readonly fields: readonly string[]
  status: 'created' | 'processed' | 'cleaned_by_user'
}

/** A counter of the site: logs of visits are asked for, made, downloaded in two parts, cleaned. */
export function yandexMetrika({ visits }: DemoCompany, token: string): System {
  const logs: Log[] = []
  const between = visitsOfDays(visits)

  function create(query: URLSearchParams): Reply {
    const [date1, date2] = [query.get('date1') ?? '', query.get('date2') ?? '']
    const fields = (query.get('fields') ?? '').split(',')
    const log: Log = { request_id: logs.length + 1, source: 'visits', date1, date2, fields, status: 'created' }
    logs.push(log)
    return { body: { log_request: shown(log) } }
  }

  function ofLog(log: Log, rest: string): Reply {
    if (rest === 'clean') log.status = 'cleaned_by_user'
    const [, part] = /^part\/([01])\/download$/.exec(rest) ?? []
    if (part !== undefined) return { body: download(between(log.date1, log.date2), log, Number(part)) }
    const reply = { body: { log_request: shown(log) } }
    // It is ready the next time.
    if (log.status === 'created') log.status = 'processed'
    return reply
  }

  return ({ method, path, query, headers }: Asked): Reply => {
    if (headers.authorization !== `OAuth ${token}`) return refusal(403, 'invalid_token')
    if (path === api) return { body: { counter: { id: counter, time_zone_name: 'Europe/Moscow' } } }
    if (path === `${api}/logrequests/evaluate`) return { body: { log_request_evaluation: { possible: true } } }
    if (path === `${api}/logrequests`)
      return method === 'POST' ? create(query) : { body: { requests: logs.map(shown) } }
    const [, id, rest = ''] = /\/logrequest\/(\d+)\/?(.*)$/.exec(path) ?? []
    const log = logs[Number(id) - 1]
    return log ? ofLog(log, rest) : refusal(404, 'not_found')
  }
}

const shown = (log: Log) => ({
  ...log,
  counter_id: counter,
  ...(log.status === 'processed' ? { parts: [0, 1].map((part_number) => ({ part_number, size: 1 })) } : {}),
})

/** Every part begins with the names of its columns. */
function download(all: readonly Visit[], { fields }: Log, part: number): string {
  const half = Math.ceil(all.length / 2)
  const lines = all.slice(part * half, (part + 1) * half).map((visit) => {
    const cells = cellsOf(visit)
    return fields.map((field) => cells[field.replace('ym:s:', '')] ?? '').join('\t')
  })
  return [fields.join('\t'), ...lines, ''].join('\n')
}

function cellsOf(visit: Visit): Readonly<Record<string, string>> {
  const [source, medium, campaign] = visit.tags
  const isAd = visit.campaign.cabinet !== null
  return {
    ...{ visitID: visit.id, counterID: String(counter), date: isoDay(visit.started), clientID: visit.client },
    // The fields called UTC are UTC+3, which here is the counter's own zone.
    ...{ dateTime: isoTime(visit.started), dateTimeUTC: isoTime(visit.started) },
    ...{ startURL: visit.page, referer: visit.referrer, regionCity: visit.region },
    ...{ deviceCategory: visit.device === 'desktop' ? '1' : '2', bounce: visit.isBounce ? '1' : '0' },
    ...{ goalsID: '[]', goalsDateTime: '[]', goalsPrice: '[]', goalsCurrency: '[]' },
    lastTrafficSource: isAd ? 'ad' : visit.referrer === '' ? 'direct' : 'organic',
    lastAdvEngine: visit.campaign.cabinet === 'direct' ? 'ya_direct' : '',
    ...{ lastUTMSource: source, lastUTMMedium: medium, lastUTMCampaign: campaign, lastUTMTerm: visit.term },
  }
}

const refusal = (status: number, error_type: string): Reply => ({
  status,
  body: { errors: [{ error_type, message: '', location: '' }], code: status, message: '' },
})
