import { assumptions } from './cost-assumptions.ts'
import { type CostLine, gigabyte, line, round } from './cost-line.ts'
import { webhookLines } from './cost-webhooks.ts'
import { prices } from './prices.ts'

export { assumptions } from './cost-assumptions.ts'

const terabyte = 1e12
const athenaLeast = 10e6

/** The month's volumes that several lines need. */
function volumes(visits: number) {
  const a = assumptions
  const rows = visits * (a.rowsPerVisit + a.salesRowsPerVisit)
  const bytesPerMonth = rows * a.bytesPerRow
  const kept = bytesPerMonth * a.history
  const scanned = Math.max(kept * a.readings, a.models * athenaLeast) * a.nights
  const objects = a.connections * a.days * 4
  return { rows, bytesPerMonth, kept, scanned, objects }
}

function queries(visits: number): CostLine {
  const a = assumptions
  const { kept, scanned } = volumes(visits)
  const isLeast = kept * a.readings < a.models * athenaLeast
  const how = isLeast
    ? `${a.models} models × 10 MB (least per query) × ${a.nights} nights`
    : `${round(kept / gigabyte)} GB of records × ${a.readings} readings × ${a.nights} nights`
  return line('Athena, bytes read', 'TB', prices.athenaTb, scanned / terabyte, how)
}

function compute(visits: number): CostLine {
  const a = assumptions
  const { rows } = volumes(visits)
  const pulling = (rows / a.rowsPerSecond) * 2
  const nightly = a.nights * (a.models * 0.5 + a.lookups * 8 + a.connections * 5 + 60)
  const how = `(${round(pulling, 0)} s of pulls + ${round(nightly, 0)} s of nights) × ${a.functionGb} GB`
  return line('Lambda, arm64', 'GB-second', prices.lambdaGbSecond, (pulling + nightly) * a.functionGb, how)
}

function storage(visits: number): CostLine {
  const { kept } = volumes(visits)
  const raw = kept * 1.5
  const builds = kept * 0.1 * 7
  const how = `records ${round(kept / gigabyte)} + raw ×1.5 + seven builds ×0.1 each`
  return line('S3, storage', 'GB-month', prices.s3GbMonth, (kept + raw + builds) / gigabyte, how)
}

function requests(visits: number): CostLine[] {
  const a = assumptions
  const { objects } = volumes(visits)
  const puts = objects + a.nights * (a.models * 3 + 200)
  const gets = a.nights * (objects * a.history * a.readings + 2000)
  return [
    line(
      'S3, writes',
      'thousand',
      prices.s3ThousandPuts,
      puts / 1e3,
      `${round(objects, 0)} records + ${a.nights} builds`,
    ),
    line(
      'S3, reads',
      'thousand',
      prices.s3ThousandGets,
      gets / 1e3,
      `${a.nights} nights × ${round(objects * a.history, 0)} files × ${a.readings} readings`,
    ),
  ]
}

/** The bill of a month at so many visits a month, line by line, without the free tier. */
export function monthlyCost(visits: number): readonly CostLine[] {
  const a = assumptions
  const steps = a.nights * (a.models * 4 + a.lookups * 2 + a.connections * 4 + 20)
  return [
    queries(visits),
    compute(visits),
    storage(visits),
    ...requests(visits),
    line(
      'Step Functions',
      'thousand steps',
      prices.statesThousand,
      steps / 1e3,
      `${steps / a.nights} steps × ${a.nights} nights`,
    ),
    line(
      'DynamoDB, writes',
      'million',
      prices.dynamoMillionWrites,
      (a.nights * a.connections * 100) / 1e6,
      '100 per connection and night',
    ),
    line(
      'DynamoDB, reads',
      'million',
      prices.dynamoMillionReads,
      (a.nights * a.connections * 300) / 1e6,
      '300 per connection and night',
    ),
    line('KMS, keys', 'key', prices.kmsKeyMonth, 2, 'one of them for uploads and secrets'),
    line('KMS, calls', '× 10 thousand', prices.kmsTenThousand, 2, 'bucket keys keep them few'),
    line('Secrets', 'secret', prices.secretMonth, a.secrets, `${a.secrets} secrets`),
    line('Logs', 'GB', prices.logsGb, 0.2, 'about 7 MB a night'),
    line('Alarms', 'alarm', prices.alarmMonth, a.alarms, `${a.alarms} alarms; the first dashboard is free`),
    line('Mail', 'thousand', prices.mailThousand, 0.15, 'five readers × 30 nights'),
    line('X-Ray', 'million traces', prices.traceMillion, (a.nights * 400) / 1e6, '400 calls a night'),
    ...webhookLines(visits),
  ]
}

export const sumOf = (lines: readonly CostLine[]): number =>
  lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0)

export const volumesShown = [10_000, 1_000_000, 100_000_000] as const

/** The tables of docs/cost.md. */
export function costTables(): string {
  const money = (value: number) => (value < 0.005 ? '0.00' : value.toFixed(2))
  return volumesShown
    .map((visits) => {
      const lines = monthlyCost(visits)
      const rows = lines.map(
        ({ what, unit, price, quantity, how }) =>
          `| ${what} | ${round(quantity, 4)} ${unit} | ${price} | ${money(price * quantity)} | ${how} |`,
      )
      const head = ['| line | a month | USD each | USD | how |', '| --- | --- | --- | --- | --- |']
      const total = `| **sum** | | | **${money(sumOf(lines))}** | |`
      return [`## ${round(visits, 0)} visits a month`, '', ...head, ...rows, total].join('\n')
    })
    .join('\n\n')
}
