import { models } from '#aggregate/models/index.ts'
import { openPublished, type Published } from '#aggregate/published.ts'
import { FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import { quoteText } from '#shared/sql/quote.ts'
import type { Context } from '../context.ts'
import { badMonth, isMonth, knownMonths } from '../month.ts'
import type { Outcome } from '../outcome.ts'
import { cellText } from '../table.ts'
import { causeTable, factTable, plainTable, sqlLines, wordsOf } from './explain-print.ts'
import { type Row, rowsOf, sampleOf } from './explain-rows.ts'

export async function explain(ctx: Context, kpi: string, options: { month?: string }): Promise<Outcome> {
  const published = await openPublished(ctx.runtime())
  try {
    const month = options.month ?? (await newestMonth(published))
    if (!isMonth(month)) throw badMonth(month)
    await refuseUnknownMonth(published, month)
    const definition = await definitionOf(published, kpi, month)
    const facts = await factsOf(published, kpi, month)
    const causes = await causesOf(published, month)
    const health = await rowsOf(
      published,
      'select source, record, newest_date, lag_days, status from fct_health order by source, record',
    )
    const sample = await sampleOf(published, kpi, month)
    const sql = sqlOf(kpi)
    const words = wordsOf(ctx.language, await currencyOf(published, definition))
    const section = (title: Text, lines: readonly string[]) => (lines.length ? ['', words.t(title), ...lines] : [])
    return {
      result: { kpi, month, definition, facts, causes, health, sql, sample_leads: sample.rows },
      print: [
        `${definition[`label_${ctx.language}`]} (${kpi}) · ${month} · ${words.t(say('соглашение', 'agreement'))} ${definition.agreement}`,
        cellText(definition[`definition_${ctx.language}`]),
        cellText(definition[`formula_${ctx.language}`]),
        ...section(say('По месяцам', 'By month'), factTable(words, facts)),
        ...section(
          say('Кампании по дате лида: прошлый месяц → этот', 'Campaigns by lead date: the month before → this one'),
          causeTable(words, causes, month),
        ),
        ...section(sample.title, plainTable(sample.rows)),
        ...section(say('Свежесть источников', 'Freshness of the sources'), plainTable(health)),
        ...section(say('SQL', 'SQL'), sqlLines(sql, kpi, words.t)),
      ],
    }
  } finally {
    await published.close()
  }
}

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

async function refuseUnknownMonth(published: Published, month: string): Promise<void> {
  const months = (await rowsOf(published, 'select distinct month from fct_kpi order by month')).map((row) =>
    cellText(row.month),
  )
  if (months.includes(month)) return
  throw new FixConfig({
    code: 'NO_MONTH',
    what: say(`месяца ${month} в отчёте нет`, `the report has no month ${month}`),
    hint: knownMonths(months),
  })
}

const factsOf = (published: Published, kpi: string, month: string) =>
  rowsOf(
    published,
    `select * from fct_kpi where kpi = ${quoteText(kpi)} and month <= ${quoteText(month)}
     order by month desc, basis asc limit 6`,
  )

async function currencyOf(published: Published, definition: Row): Promise<string> {
  const agreement = quoteText(cellText(definition.agreement))
  const [row] = await rowsOf(published, `select currency from agr_company where agreement = ${agreement}`)
  return cellText(row?.currency) || 'RUB'
}

/** The campaigns whose valid leads and SQL moved the month, beside the month before. */
const causesOf = (published: Published, month: string) =>
  rowsOf(
    published,
    `select channel, campaign_name, month, sum(valid_leads) as valid_leads, sum(sql) as sql, sum(spend_micros) / 1000000 as spend
     from fct_funnel where basis = 'cohort' and month <= ${quoteText(month)} and month >= ${quoteText(previous(month))}
     group by channel, campaign_name, month order by channel asc, campaign_name asc, month asc`,
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
