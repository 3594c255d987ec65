import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics } from '@aws-lambda-powertools/metrics'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import type * as z from 'zod'
import { redact } from '#shared/aws/redact.ts'
import { errorTypeOf, toThrow } from '#shared/aws/thrown.ts'
import { Bug, ConcordError, factsOf } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { AwsParts, MakeRuntime } from '#shared/stores-aws.ts'

export interface Call {
  readonly context: Context
  /** Milliseconds until the function is stopped. */
  remaining(): number
  readonly metrics: Metrics
}

export interface Wrapped<S extends z.ZodType, R> {
  /** The function's name in logs and metrics. */
  readonly service: string
  readonly event: S
  /** The composition root: `awsStores`, or `awsRuntime` for who builds, reads or tells. */
  readonly makeRuntime: MakeRuntime<R>
}

/**
 * A Lambda handler: the runtime is made once per process, the event is checked, what is logged and thrown is redacted, and errors
 * leave by the name that state machines catch: FixData, FixConfig, FixAgreement, Unavailable, Bug.
 */
export function withRuntime<S extends z.ZodType, R, A>(
  { service, event: schema, makeRuntime }: Wrapped<S, R>,
  work: (rt: R, event: z.output<S>, call: Call) => Promise<A>,
) {
  const logger = new Logger({ serviceName: service, jsonReplacerFn: redacted })
  const metrics = new Metrics({ namespace: 'Concord', serviceName: service })
  const runtime = oncePerProcess(() => makeRuntime(process.env, partsOf(logger)))

  async function handle(event: unknown, context: Context): Promise<A> {
    const remaining = () => context.getRemainingTimeInMillis()
    return work(await runtime(), parse(schema, event, service), { context, remaining, metrics })
  }
  return middy<unknown, A>()
    .before(({ context }) => {
      logger.addContext(context)
      metrics.captureColdStartMetric(context.functionName)
    })
    .after(() => void metrics.publishStoredMetrics())
    .onError((request) => {
      logger.error('failed', toldOf(request.error))
      metrics.addMetric(`failed.${errorTypeOf(request.error)}`, 'Count', 1)
      metrics.publishStoredMetrics()
      // Replaced, not thrown: middy would hang the original one on it.
      request.error = toThrow(request.error)
    })
    .handler(handle)
}

const redacted = (_key: string, value: unknown) => (typeof value === 'string' ? redact(value) : value)

/** A runtime that could not be made is tried anew by the next call. */
function oncePerProcess<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    })
    return made
  }
}

const partsOf = (logger: Logger): AwsParts => ({
  log: {
    info: (event, facts = {}) => logger.info(event, { facts }),
    warn: (event, facts = {}) => logger.warn(event, { facts }),
  },
  progress: { step: (id, done, total, unit) => logger.debug('progress', { facts: { id, done, total, unit } }) },
})

/** For whoever reads the log; the thrown message says the rest. */
function toldOf(error: unknown) {
  const said = error instanceof ConcordError ? undefined : error instanceof Error ? error.stack : String(error)
  return { errorType: errorTypeOf(error), ...factsOf(error), said }
}

/** The event's values may be personal: only the names of what is wrong are told. */
function parse<S extends z.ZodType>(schema: S, event: unknown, service: string): z.output<S> {
  const read = schema.safeParse(event)
  if (read.success) return read.data
  const where = read.error.issues.map(({ path, code }) => `${path.join('.') || 'event'} (${code})`).join(', ')
  throw new Bug({
    who: service,
    code: 'EVENT',
    where,
    what: say('событие не такое, какого ждёт функция', 'the event is not what this function expects'),
    cause: undefined,
  })
}
