import { assumptions, secondsOfMonth } from './cost-assumptions.ts'
import { type CostLine, gigabyte, line, round } from './cost-line.ts'
import { prices } from './prices.ts'

/** A batch is ten arrivals or what twenty seconds bring, whichever is sooner; two are worked on at once. */
const batch = { most: 10, seconds: 20, pollers: 5 } as const

/** How many webhooks come in a month, and how many batches the inbox function makes of them. */
export function hooksOf(visits: number) {
  const hooks = visits * assumptions.hooksPerVisit
  const batches = Math.min(hooks, Math.max(secondsOfMonth / batch.seconds, hooks / batch.most))
  return { hooks, batches }
}

/** X-Ray takes the first request of each second and a twentieth of the rest. */
const traced = (calls: number): number => {
  const first = Math.min(calls, secondsOfMonth)
  return first + (calls - first) / 20
}

/** What comes by the door costs by its number, not by its size: at many visits this is most of the bill. */
export function webhookLines(visits: number): readonly CostLine[] {
  const a = assumptions
  const { hooks, batches } = hooksOf(visits)
  const each = `${round(visits, 0)} visits × ${a.hooksPerVisit}`
  const polls = (secondsOfMonth / batch.seconds) * batch.pollers
  const seconds = hooks * a.doorSeconds * a.doorGb + batches * a.inboxSeconds * a.functionGb
  const secretReads = Math.min(hooks, (secondsOfMonth / 300) * 2)
  const kept = (hooks * a.hookBytes * a.hookMonths) / gigabyte
  return [
    line('Door, requests', 'million', prices.httpMillion, hooks / 1e6, each),
    line(
      'Door and inbox, Lambda',
      'GB-second',
      prices.lambdaGbSecond,
      seconds,
      `${round(hooks, 0)} × ${a.doorSeconds} s × ${a.doorGb} GB + ${round(batches, 0)} batches × ${a.inboxSeconds} s × ${a.functionGb} GB`,
    ),
    line('Door and inbox, calls', 'million', prices.lambdaMillion, (hooks + batches) / 1e6, 'webhooks + batches'),
    line('Webhooks, written to S3', 'thousand', prices.s3ThousandPuts, hooks / 1e3, each),
    line('Webhooks, kept', 'GB-month', prices.s3GbMonth, kept, `2 kB each, ${a.hookMonths} months`),
    line(
      'Webhooks, DynamoDB',
      'million writes',
      prices.dynamoMillionWrites,
      (hooks + batches * 6) / 1e6,
      'a note each, a lease per batch',
    ),
    line('Webhooks, project looked up', 'thousand', prices.s3ThousandGets, hooks / 1e3, 'its version, each time'),
    line(
      'Webhooks, secrets read',
      '× 10 thousand',
      prices.secretTenThousand,
      secretReads / 1e4,
      'once in five minutes, by two doors at most',
    ),
    line('Webhooks, KMS', '× 10 thousand', prices.kmsTenThousand, secretReads / 1e4, 'as often'),
    line(
      'Queue',
      'million',
      prices.queueMillion,
      (polls + hooks + batches * 2) / 1e6,
      `${round(polls, 0)} empty looks + webhooks + batches × 2`,
    ),
    line('Webhooks, logs', 'GB', prices.logsGb, (hooks * 2_000) / gigabyte, '2 kB each'),
    line(
      'Webhooks, X-Ray',
      'million traces',
      prices.traceMillion,
      traced(hooks) / 1e6,
      'one a second and a twentieth of the rest',
    ),
  ]
}
