import { models } from '#aggregate/models/index.ts'
import { openPublished, type Published } from '#aggregate/published.ts'
import { FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import { quoteText } from '#shared/sql/quote.ts'
import type { Context } from '../context.ts'
import { badMonth, isMonth } from '../month.ts'
import type { Outcome } from '../outcome.ts'
import { cellText, textTable } from '../table.ts'

export async function explain(ctx: Context, kpi: string, options: { month?: string }): Promise<Outcome> {
  const published = await openPublished(ctx.runtime())
  try {
    if (options.month !== undefined && !isMonth(options.month)) throw badMonth(options.month)
    const month = options.month ?? (await newestMonth(published))
    const definition = await definitionOf(published, kpi, month)
    const facts = await factsOf(published, kpi, month)
    const causes = await causesOf(published, kpi, month)
    const health = await rowsOf(
      published,
      'select source, record, newest_date, lag_days, status from fct_health order by source, record',
    )
    const leads = await sampleLeads(published, month)
    const sql = sqlOf(kpi)
    const section = (title: Text, lines: readonly string[]) => (lines.length ? ['', title[ctx.language], ...lines] : [])
    return {
      result: { kpi, month, definition, facts, causes, health, sql, sample_leads: leads },
      print: [
        `${definition[`label_${ctx.language}`]} (${kpi}) · ${month} · ${say('соглашение', 'agreement')[ctx.language]} ${definition.agreement}`,
        cellText(definition[`definition_${ctx.language}`]),
        cellText(definition[`formula_${ctx.language}`]),
        ...section(say('Числа', 'Numbers'), tableOf(facts)),
        ...section(say('По кампаниям, этот месяц и прошлый', 'By campaign, this month and the last'), tableOf(causes)),
        ...section(say('Свежесть источников', 'Freshness of the sources'), tableOf(health)),
        ...section(say('Лиды для примера', 'Sample leads'), tableOf(leads)),
        ...section(say('SQL', 'SQL'), sql.split('\n')),
      ],
    }
  } finally {
    await published.close()
  }
}

type Row = Readonly<Record<string, unknown>>

const rowsOf = async (published: Published, sql: string): Promise<readonly Row[]> => (await published.query(sql)).rows

const tableOf = (rows: readonly Row[]): string[] => {
  const columns = Object.keys(rows[0] ?? {})
  return rows.length === 0
    ? []
    : textTable(
        columns,
        rows.map((row) => columns.map((column) => readable(row[column]))),
      )
}

/** A share to the hundredth of a percent is enough for a reader; --json has all digits. */
const readable = (value: unknown): unknown => (typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value)

async function newestMonth(published: Published): Promise<string> {
  const [row] = await rowsOf(published, 'select max(month) as month from fct_kpi')
  return cellText(row?.month)
}

async function definitionOf(published: Published, kpi: string, month: string): Promise<Row> {
  const [found] = await rowsOf(
    published,
    `select dim_kpi.* from dim_kpi inner join dim_agreement on dim_agreement.agreement = dim_kpi.agreement
     where dim_agreement.month = ${quoteText(month)} and dim_kpi.kpi = ${quoteText(kpi)}`,
  )
  if (found) return found
  await refuseUngoverned(published, month)
  const known = await rowsOf(published, 'select distinct kpi from dim_kpi order by kpi')
  throw new FixConfig({
    code: 'UNKNOWN_KPI',
    what: say(`показателя ${kpi} в месяце ${month} нет`, `there is no KPI ${kpi} in ${month}`),
    hint: say(
      `Есть: ${known.map((row) => row.kpi).join(', ')}`,
      `There are: ${known.map((row) => row.kpi).join(', ')}`,
    ),
  })
}

async function refuseUngoverned(published: Published, month: string): Promise<void> {
  const months = (await rowsOf(published, 'select distinct month from fct_kpi order by month')).map((row) =>
    cellText(row.month),
  )
  if (months.includes(month)) return
  throw new FixConfig({
    code: 'NO_MONTH',
    what: say(`месяца ${month} в отчёте нет`, `the report has no month ${month}`),
    hint: say(`Есть: ${months.at(0)} … ${months.at(-1)}`, `There are: ${months.at(0)} … ${months.at(-1)}`),
  })
}

const factsOf = (published: Published, kpi: string, month: string) =>
  rowsOf(
    published,
    `select month, basis, numerator, denominator, value, comparison, target_low, target_high, deviation, status, reason
     from fct_kpi where kpi = ${quoteText(kpi)} and month <= ${quoteText(month)}
     order by month desc, basis asc limit 6`,
  )

/** The campaigns whose valid leads and SQL moved the month, beside the month before. */
const causesOf = (published: Published, _kpi: string, month: string) =>
  rowsOf(
    published,
    `select channel, campaign_name, month, sum(valid_leads) as valid_leads, sum(sql) as sql, sum(spend_micros) / 1000000 as spend
     from fct_funnel where basis = 'cohort' and month <= ${quoteText(month)} and month >= ${quoteText(previous(month))}
     group by channel, campaign_name, month order by channel asc, campaign_name asc, month asc`,
  )

const sampleLeads = (published: Published, month: string) =>
  rowsOf(
    published,
    `select lead_id, created_date, channel, campaign_name, stage, final_verdict, reject_reason, url
     from fct_leads where cohort_month = ${quoteText(month)} and is_valid and not is_sql
     order by lead_id asc limit 10`,
  )

function previous(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7)
}

/** The model that makes the KPI's numerator and denominator: the one whose text names it. */
function sqlOf(kpi: string): string {
  const found = models.find((model) => model.name.startsWith('int_kpi') && model.sql?.includes(`'${kpi}'`))
  return (found ?? models.find((model) => model.name === 'fct_kpi'))?.sql ?? ''
}
