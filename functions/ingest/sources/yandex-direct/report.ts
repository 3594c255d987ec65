import { createHash } from 'node:crypto'
import { httpError, SplitSliceError } from '#shared/errors-http.ts'
import { waitOf } from '#shared/http/retry-after.ts'
import { say } from '#shared/i18n/text.ts'
import type { Request, WireResponse } from '../../source.ts'
import { tooHeavy } from './errors.ts'
import { clientHeaders } from './services.ts'
import type { DirectAsk, DirectIo, Settings } from './settings.ts'
import { summaryOf } from './tsv.ts'

/** What is asked of a report, besides its days and name. */
export interface Spec {
  readonly ReportType: string
  readonly FieldNames: readonly string[]
  readonly Goals?: readonly string[]
  readonly AttributionModels?: readonly string[]
}

/** Kept over restarts: the same slice goes on waiting for the same report. */
type Begun = {
  /** Epoch ms; part of the names of the slice's reports. */
  readonly at: number
  /** Epoch ms since which the server has been making them. */
  readonly since: number
  /** It was too heavy to be made while we wait. */
  readonly offline: boolean
}

const defaultWaitMs = 10_000
const shortestWaitMs = 1000
const longestWaitMs = 5 * 60_000
/** After this a run waits no more; the next one asks for the same report. */
const patienceMs = 3_600_000
/** A report that is done is thrown away after this: whoever asks later stands in the queue again. */
const lifeMs = 5 * 3_600_000
const mostTries = 5

/** The reports of a slice, one after the other: never more than one stands in the queue of five. */
export async function* pullReports(io: DirectIo, ask: DirectAsk, specs: readonly Spec[]): AsyncGenerator<WireResponse> {
  let begun = ask.memo as Begun | null
  if (begun === null) {
    begun = { at: io.now(), since: io.now(), offline: false }
    await io.remember(begun)
  }
  for (const spec of specs.slice(partOf(ask))) yield await whole(io, ask, spec, begun)
}

/** Which of the slice's reports comes next. */
export const partOf = ({ next }: DirectAsk): number => (next as { readonly part: number } | null)?.part ?? 0

/** A report with its last line. Without one it is asked for again: a server that sends none sends the same twice. */
async function whole(io: DirectIo, ask: DirectAsk, spec: Spec, begun: Begun): Promise<WireResponse> {
  let before: string | undefined
  for (let tries = 0; tries < mostTries; tries++) {
    const response = await built(io, ask, spec, begun)
    const isWhole = !io.settings.report.summary || summaryOf(response.text) !== undefined
    if (isWhole || response.text === before) return response
    before = response.text
    await io.wait(shortestWaitMs)
  }
  throw failed(io, 'RetryWithBackoff', 'CUT_SHORT')
}

/** Asks with the same name and body until the report is there: 201 and 202 are good answers without a report. */
async function built(io: DirectIo, ask: DirectAsk, spec: Spec, standing: Begun): Promise<WireResponse> {
  let begun = standing
  const keep = async (change: Partial<Begun>) => {
    begun = { ...begun, ...change }
    await io.remember(begun)
  }
  for (;;) {
    const response = await sent(io, reportRequest(ask, spec, begun), begun)
    const status = response?.status
    if (response === undefined) await keep({ offline: true })
    else if (status === 200) return response
    else if (status !== 201 && status !== 202) throw failed(io, 'FixContract', 'REPORT_STATUS')
    else {
      if (status === 201 && io.now() - begun.since > lifeMs) await keep({ since: io.now() })
      if (io.now() - begun.since > patienceMs) throw failed(io, 'StopForToday', 'REPORT_QUEUED')
      await io.wait(pauseAfter(response, io.now()))
    }
  }
}

/** undefined: too heavy to be made while we wait. */
async function sent(io: DirectIo, request: Request, { offline }: Begun): Promise<WireResponse | undefined> {
  try {
    return await io.send(request)
  } catch (error) {
    if (!offline && error instanceof SplitSliceError && error.code === tooHeavy) return undefined
    throw error
  }
}

const pauseAfter = ({ headers }: WireResponse, now: number) =>
  Math.max(shortestWaitMs, Math.min(longestWaitMs, waitOf(headers.retryin, now, defaultWaitMs)))

/** The name is the identity of a report: it is made of everything that the report is about. */
function reportRequest(ask: DirectAsk, spec: Spec, { at, offline }: Begun): Request {
  const { settings, slice, item } = ask
  const asked = {
    SelectionCriteria: { DateFrom: slice.from, DateTo: slice.to },
    ...spec,
    DateRangeType: 'CUSTOM_DATE',
    Format: 'TSV',
    IncludeVAT: settings.include_vat ? 'YES' : 'NO',
    IncludeDiscount: 'NO',
  }
  const login = item.facts?.login
  const headers = reportHeaders(settings, offline)
  const identity = JSON.stringify({ asked, login, at, money: settings.report.micros })
  const ReportName = createHash('sha256').update(identity).digest('hex')
  return {
    method: 'POST',
    path: `json/${settings.api}/reports`,
    headers: { ...clientHeaders(settings, login), ...headers },
    body: JSON.stringify({ params: { ...asked, ReportName } }),
  }
}

const reportHeaders = ({ report }: Settings, isOffline: boolean): Record<string, string> => ({
  processingmode: isOffline ? 'offline' : 'auto',
  returnmoneyinmicros: String(report.micros),
  skipreportheader: String(!report.title),
  skipcolumnheader: String(!report.columns),
  skipreportsummary: String(!report.summary),
})

const failed = ({ connection }: DirectIo, action: 'FixContract' | 'RetryWithBackoff' | 'StopForToday', code: string) =>
  httpError(action, { who: connection.name, code, what: reasons[code]!, hint: hints[action] })

const reasons: Readonly<Record<string, ReturnType<typeof say>>> = {
  CUT_SHORT: say('Отчёт Директа каждый раз приходит обрезанным.', "Direct's report is cut short each time."),
  REPORT_STATUS: say('Директ ответил незнакомым статусом.', 'Direct has answered with an unknown status.'),
  REPORT_QUEUED: say('Директ ещё готовит отчёт.', 'Direct is still making the report.'),
}

const hints = {
  FixContract: say('Покажите это разработчикам.', 'Show it to the developers.'),
  RetryWithBackoff: say('Запустите позже.', 'Run it later.'),
  StopForToday: say('Следующий запуск возьмёт тот же отчёт.', 'The next run takes the same report.'),
}
