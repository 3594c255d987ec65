import { datesBetween } from '#shared/time/dates.ts'
import type { Asked, Reply } from '../replay-server/server.ts'
import { refusal, type Visit } from './yandex-metrika.ts'

export interface LogRequest {
  readonly request_id: number
  readonly source: string
  readonly date1: string
  readonly date2: string
  readonly fields: readonly string[]
  status: string
  /** Looks until it is ready. */
  looks: number
}

const partCount = 3

/** Logs are asked for, looked at until they are ready, downloaded in three parts, cleaned. */
export function metrikaLogs(visitsOf: (day: string) => readonly Visit[]) {
  const requests: LogRequest[] = []
  const model = {
    requests,
    /** Days that one log may have. */
    most: 31,
    /** What becomes of a log that is asked for, in order; then `processed`. */
    fates: [] as string[],
    partSize: 1000,
    linesOf: (log: LogRequest) =>
      datesBetween(log.date1, log.date2)
        .flatMap(visitsOf)
        .map((one) => lineOf(log.fields, one)),
    alive: () => requests.filter(({ status }) => /created|processed$|awaiting/.test(status)),

    answer({ method, query }: Asked, path: string): Reply {
      if (path === 'logrequests/evaluate') return evaluated(query)
      if (path === 'logrequests') {
        return method === 'POST' ? created(query) : { body: { requests: requests.map((one) => shown(one)) } }
      }
      const [, id, rest = ''] = /^logrequest\/(\d+)\/?(.*)$/.exec(path) ?? []
      const log = requests.find(({ request_id }) => String(request_id) === id)
      if (!log) return refusal(404, 'not_found')
      if (rest === 'clean') return moved(log, 'processed', 'cleaned_by_user')
      if (rest === 'cancel') return moved(log, 'created', 'canceled')
      const [, part] = /^part\/(\d+)\/download$/.exec(rest) ?? []
      return part === undefined ? looked(log) : downloaded(log, Number(part))
    },
  }

  function evaluated(query: URLSearchParams): Reply {
    const days = datesBetween(query.get('date1')!, query.get('date2')!).length
    const possible = days <= model.most
    return { body: { log_request_evaluation: { possible, max_possible_day_quantity: model.most } } }
  }

  function created(query: URLSearchParams): Reply {
    const [date1, date2] = [query.get('date1')!, query.get('date2')!]
    const fields = query.get('fields')!.split(',')
    const log = {
      request_id: 70_000_000 + requests.length,
      source: 'visits',
      date1,
      date2,
      fields,
      status: 'created',
      looks: 0,
    }
    requests.push(log)
    return { body: { log_request: shown(log) } }
  }

  function looked(log: LogRequest): Reply {
    if (log.status === 'created' && ++log.looks >= 2) log.status = model.fates.shift() ?? 'processed'
    return { body: { log_request: shown(log) } }
  }

  function moved(log: LogRequest, from: string, status: string): Reply {
    if (log.status !== from) return refusal(409, 'conflict')
    log.status = status
    return { body: { log_request: shown(log) } }
  }

  function downloaded(log: LogRequest, part: number): Reply {
    if (log.status !== 'processed') return refusal(400, 'invalid_parameter')
    const lines = model.linesOf(log)
    const size = Math.ceil(lines.length / partCount)
    const body = [log.fields.join('\t'), ...lines.slice(part * size, (part + 1) * size), ''].join('\n')
    return { headers: { 'content-type': 'text/tab-separated-values' }, body }
  }

  function shown({ looks: _, ...log }: LogRequest) {
    const ready = {
      size: model.partSize * partCount,
      parts: [0, 1, 2].map((part_number) => ({ part_number, size: model.partSize })),
    }
    return { ...log, counter_id: 44147844, attribution: 'last', ...(log.status === 'processed' ? ready : {}) }
  }
  return model
}

/** 12:30 on the counter's clocks is 10:30 in the fields called UTC, 07:30 by UTC. */
function lineOf(fields: readonly string[], { id, day, source, campaign, goals }: Visit): string {
  const values: Record<string, string> = {
    visitID: id,
    counterID: '44147844',
    date: day,
    dateTime: `${day} 12:30:00`,
    dateTimeUTC: `${day} 10:30:00`,
    clientID: `1${id}`.slice(0, 20),
    startURL: `https://shop.example/?yclid=1${id.slice(-6)}&email=canary%40person.example`,
    referer: source === 'organic' ? 'https://yandex.ru/' : '',
    regionCity: 'Yekaterinburg',
    deviceCategory: '2',
    bounce: '0',
    goalsID: `[${Array.from({ length: goals }, (_, i) => 51_000_000 + i).join(',')}]`,
    goalsDateTime: `[${Array.from({ length: goals }, (_, i) => `\\'${day} 10:3${i}:30\\'`).join(',')}]`,
    goalsPrice: `[${Array.from({ length: goals }, () => '1500000').join(',')}]`,
    goalsCurrency: `[${Array.from({ length: goals }, () => "\\'RUB\\'").join(',')}]`,
    lastTrafficSource: source,
    lastAdvEngine: source === 'ad' ? 'ya_direct' : '',
    lastUTMSource: source === 'ad' ? 'yandex' : '',
    lastUTMMedium: source === 'ad' ? 'cpc' : '',
    lastUTMCampaign: campaign,
  }
  return fields.map((field) => values[field.replace('ym:s:', '')] ?? '').join('\t')
}
