import { FixData, Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Http, HttpAnswer, HttpRequest, HttpResponse } from './http.ts'
import { redactUrl } from './redact.ts'

const defaultTimeoutMs = 60_000
const defaultMaxBytes = 64 << 20

/** The network. `fetch` unpacks gzip; what it unpacks is counted while it comes in. */
export function fetchHttp(): Http {
  return {
    async request(request) {
      const { answer, signal } = await asked(request)
      try {
        return await received(answer, request, request.maxBytes ?? defaultMaxBytes)
      } catch (error) {
        if (error instanceof FixData) throw error
        throw lineProblem(request, brokenCode(signal))
      }
    },
    async open(request) {
      const { answer, signal } = await asked(request)
      return { ...headOf(answer), body: flowing(answer, request, signal) }
    },
  }
}

async function asked(request: HttpRequest): Promise<{ answer: Response; signal: AbortSignal }> {
  const { method, url, headers, body, timeoutMs = defaultTimeoutMs } = request
  checkAddress(url)
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const sent = { method, headers, body: body as BodyInit | undefined, redirect: 'manual', signal } as const
    return { answer: await fetch(url, sent), signal }
  } catch (error) {
    throw lineProblem(request, signal.aborted ? 'TIMED_OUT' : lineCode(error))
  }
}

/** Whether anybody was there at all. Where the line broke, and of what, may quote the request: only the kind is kept. */
function lineCode(error: unknown): LineCode {
  const { code = '' } = ((error as Error).cause ?? {}) as { readonly code?: string }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'NO_HOST'
  return /CERT|SSL|TLS|UNABLE_TO/.test(code) ? 'NO_TLS' : 'NO_ANSWER'
}

const headOf = (answer: Response): Omit<HttpAnswer, 'body'> => ({
  status: answer.status,
  headers: Object.fromEntries(answer.headers),
})

async function* flowing({ body }: Response, request: HttpRequest, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body ?? []) yield chunk
  } catch {
    throw lineProblem(request, brokenCode(signal))
  }
}

const brokenCode = ({ aborted }: AbortSignal): LineCode => (aborted ? 'TIMED_OUT' : 'NO_ANSWER')

async function received(answer: Response, { url }: HttpRequest, maxBytes: number): Promise<HttpResponse> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.length
    if (size > maxBytes) {
      throw new FixData({
        who: 'http',
        code: 'TOO_LARGE',
        what: say(`Ответ больше ${maxBytes} байт.`, `The answer is larger than ${maxBytes} bytes.`),
        where: redactUrl(url),
      })
    }
    chunks.push(chunk)
  }
  return { ...headOf(answer), body: Buffer.concat(chunks) }
}

/** Only a server on this machine may be asked without TLS. */
function checkAddress(url: string): void {
  const { protocol, hostname } = new URL(url)
  if (protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname))) return
  throw new FixData({
    who: 'http',
    code: 'NOT_HTTPS',
    what: say('Адрес должен начинаться с https://.', 'The address must begin with https://.'),
    where: redactUrl(url),
  })
}

type LineCode = keyof typeof lineTexts

const lineTexts = {
  TIMED_OUT: say('Ответ не пришёл вовремя.', 'The answer did not come in time.'),
  NO_ANSWER: say('Ответ не пришёл или оборвался.', 'No answer came, or it was cut off.'),
  NO_HOST: say('Такого адреса нет в сети.', 'The network knows no such address.'),
  NO_TLS: say('Сертификату сервера нельзя верить.', "The server's certificate can't be trusted."),
}

/** The cause is left out: it may quote the request. */
const lineProblem = ({ url }: HttpRequest, code: LineCode) =>
  new Unavailable({
    who: 'http',
    code,
    what: lineTexts[code],
    where: redactUrl(url),
    hint: say('Проверьте сеть и повторите.', 'Check the network and try again.'),
  })
