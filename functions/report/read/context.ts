import type { Company, Health, Leak } from '#report/month-data.ts'
import { countOf, microsOf, monthLiteral, numberOf, type Query, textOf } from './rows.ts'

/** The agreement (its file's month) that governs the month; null where none does. */
export async function readAgreement(query: Query, month: string): Promise<string | null> {
  const [row] = await query(`select agreement from dim_agreement where month = ${monthLiteral(month)}`)
  return row ? textOf(row, 'agreement') : null
}

export async function readCompany(query: Query, agreement: string | null): Promise<Company> {
  const rows = await query('select agreement, company, currency, spend_basis from agr_company order by agreement')
  const row = rows.find((candidate) => candidate.agreement === agreement) ?? rows[0]
  return {
    name: row ? textOf(row, 'company') : null,
    currency: (row && textOf(row, 'currency')) ?? 'RUB',
    spendBasis: row ? textOf(row, 'spend_basis') : null,
  }
}

export async function readHealth(query: Query): Promise<Health[]> {
  const rows = await query(`
    select source, account, record, rows as row_count, cast(newest_date as varchar) as newest, lag_days,
        unmatched_spend_micros, status
    from fct_health
    order by source, account, record`)
  return rows.map((row) => ({
    source: textOf(row, 'source') ?? '',
    account: textOf(row, 'account') ?? '',
    record: textOf(row, 'record') ?? '',
    rows: countOf(row, 'row_count'),
    newest: textOf(row, 'newest'),
    lagDays: numberOf(row, 'lag_days'),
    unmatchedSpend: microsOf(row, 'unmatched_spend_micros'),
    status: textOf(row, 'status') ?? '',
  }))
}

export async function readLeaks(query: Query, month: string): Promise<Leak[]> {
  const rows = await query(`
    select check_name, severity, rows as row_count, micros
    from fct_leaks
    where month = ${monthLiteral(month)}
    order by micros desc, check_name`)
  return rows.map((row) => ({
    check: textOf(row, 'check_name') ?? '',
    severity: textOf(row, 'severity') ?? 'warn',
    rows: countOf(row, 'row_count'),
    micros: microsOf(row, 'micros'),
  }))
}

/** Months that have facts, oldest first, none after the as-of month; without facts the first planned or governed month. */
export async function readMonths(query: Query, asOf: string | null): Promise<string[]> {
  const known = await query('select distinct month from fct_funnel where month is not null order by month')
  const last = asOf?.slice(0, 7) ?? '9999-12'
  const months = known.map((row) => textOf(row, 'month') ?? '').filter((month) => month !== '' && month <= last)
  if (months.length > 0) return months
  const governed = await query('select month from dim_agreement order by is_planned desc, month limit 1')
  return governed.map((row) => textOf(row, 'month') ?? '').filter((month) => month !== '')
}
