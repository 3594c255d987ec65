import { createHash } from 'node:crypto'
import { SplitSliceError } from '#shared/errors-http.ts'
import type { Request, WireResponse } from '../../source.ts'
import { reportFailed, tooHeavy } from './errors.ts'
import { clientHeaders } from './services.ts'
import type { DirectAsk, DirectIo, Settings } from './settings.ts'
import { summaryOf } from './tsv.ts'
import { type Begun, type Memo, memoOf, shortestWaitMs, waitFor } from './waiting.ts'

/** What is asked of a report, besides its days and name. */
export interface Spec {
  readonly ReportType: string
  readonly FieldNames: readonly string[]
  readonly Goals?: readonly string[]
  readonly AttributionModels?: readonly string[]
}

const mostTries = 5

/** The reports of a slice, one after the other: never more than one stands in the queue of five. */
export async function* pullReports(io: DirectIo, ask: DirectAsk, specs: readonly Spec[]): AsyncGenerator<WireResponse> {
  const memo = memoOf(io, ask)
  if (ask.memo === null) await memo.keep({})
  for (const spec of specs.slice(partOf(ask))) {
    yield await whole(io, ask, spec, memo)
    memo.now = { ...memo.now, waited: 0 }
  }
}

/** Which of the slice's reports comes next. */
export const partOf = ({ next }: DirectAsk): number => (next as { readonly part: number } | null)?.part ?? 0

/** A report with its last line. Without one it is asked for again: a server that sends none sends the same twice. */
async function whole(io: DirectIo, ask: DirectAsk, spec: Spec, memo: Memo): Promise<WireResponse> {
  let before: string | undefined
  for (let tries = 0; tries < mostTries; tries++) {
    const response = await built(io, ask, spec, memo)
    const isWhole = !io.settings.report.summary || summaryOf(response.text) !== undefined
    if (isWhole || response.text === before) return response
    before = response.text
    await io.wait(shortestWaitMs)
  }
  throw reportFailed(io.connection.name, 'RetryWithBackoff', 'CUT_SHORT')
}

/** Asks with the same name and body until the report is there: 201 and 202 are good answers without a report. */
async function built(io: DirectIo, ask: DirectAsk, spec: Spec, memo: Memo): Promise<WireResponse> {
  for (;;) {
    const response = await sent(io, reportRequest(ask, spec, memo.now), memo.now)
    const status = response?.status
    if (response === undefined) await memo.keep({ offline: true })
    else if (status === 200) return response
    else if (status === 201 || status === 202) await waitFor(io, memo, response)
    else throw reportFailed(io.connection.name, 'FixContract', 'REPORT_STATUS')
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
