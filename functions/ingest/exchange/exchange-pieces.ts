import { Unavailable } from '#shared/errors.ts'
import { OutOfTime } from '../outside.ts'
import type { PieceOptions, Request, WireResponse } from '../source-wire.ts'
import { backoff } from './backoff.ts'
import { type Attempted, attempt, type Exchange, failureOf, httpRequest, lineFailure } from './exchange.ts'
import { problem } from './refusal.ts'
import { wireText } from './wire-response.ts'

const mostCuts = 5
/** Landing goes on while the body comes in. */
const timeoutMs = 15 * 60_000

interface Opened extends Attempted {
  readonly rest?: AsyncGenerator<Uint8Array>
}

/**
 * As `send`, for a text of lines that may be larger than memory: it comes as pieces of whole lines, cut at the same
 * places in each reading. After a broken line it is asked for again and what was given is passed over.
 */
export async function* sendInPieces(
  exchange: Exchange,
  request: Request,
  { bytes }: PieceOptions,
): AsyncGenerator<WireResponse> {
  let given = 0
  for (let cuts = 1; ; cuts++) {
    const { response, rest } = await attempt(exchange, request, (sign) => open(exchange, request, sign, bytes))
    const { status, headers } = response!
    let at = 0
    try {
      if (at++ >= given) yield response!
      given = Math.max(given, at)
      for await (const piece of rest!) {
        if (at++ >= given) yield wireText(Buffer.from(piece).toString('utf8'), status, headers)
        given = Math.max(given, at)
      }
      return
    } catch (error) {
      if (!(error instanceof Unavailable) || error instanceof OutOfTime) throw error
      if (cuts >= mostCuts) throw problem(exchange, request, lineFailure(error))
      await exchange.wait(backoff(cuts, exchange.rt.random()))
    } finally {
      // Whoever leaves after the first piece has not begun to read the rest.
      await rest!.return(undefined)
    }
  }
}

/** An answer is judged by its first piece. */
async function open(
  exchange: Exchange,
  request: Request,
  sign: Parameters<typeof httpRequest>[2],
  bytes: number,
): Promise<Opened> {
  try {
    const answer = await exchange.rt.http.open(httpRequest(exchange, { timeoutMs, ...request }, sign))
    const rest = linePieces(answer.body, bytes)
    const first = await rest.next()
    const text = Buffer.from(first.done ? [] : first.value).toString('utf8')
    const response = wireText(text, answer.status, answer.headers)
    const failure = failureOf(exchange, response)
    if (failure) await rest.return(undefined)
    return { response, failure, rest }
  } catch (error) {
    return { failure: lineFailure(error) }
  }
}

const newline = 0x0a

/** Whole lines, as many as fit; where it is cut does not depend on how the bytes came in. */
export async function* linePieces(body: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    held.push(chunk)
    size += chunk.length
    if (size <= most) continue
    let all = Buffer.concat(held)
    for (let end = cutOf(all, most); end !== undefined; end = cutOf(all, most)) {
      yield all.subarray(0, end)
      all = all.subarray(end)
    }
    held = [all]
    size = all.length
  }
  if (size > 0) yield Buffer.concat(held)
}

/** Undefined: all of it fits, or its first line has not ended yet. */
function cutOf(all: Buffer, most: number): number | undefined {
  if (all.length <= most) return undefined
  const fits = all.lastIndexOf(newline, most - 1)
  const end = fits < 0 ? all.indexOf(newline, most) : fits
  return end < 0 ? undefined : end + 1
}
