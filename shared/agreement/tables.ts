import type { ColumnKind } from '#shared/records/record.ts'

type Table = Readonly<Record<string, ColumnKind>>

const label = { label_ru: 'text', label_en: 'text' } satisfies Table

/**
 * The compiled agreement: small tables that static SQL joins by date. All files of `agreement/` stand in one set; rows carry
 * `agreement` (the file's month), and dim_agreement says which one governs a month. Texts that are compared with CRM values
 * (crm_value, crm_stage, pipeline, value) are trimmed and lower-cased; '*' stands for any.
 */
export const agreementTables = {
  /** One row per governed month, from the first file's month to 36 months after the last file's. */
  dim_agreement: { month: 'text', month_start: 'date', agreement: 'text', is_planned: 'bool' },
  agr_company: {
    agreement: 'text',
    company: 'text',
    time_zone: 'text',
    currency: 'text',
    week_start: 'text',
    spend_basis: 'text', // net or gross of VAT
    vat_rate: 'double',
    margin_kind: 'text', // deal_cost, rate or none
    margin_rate: 'double',
    won_rule: 'text', // stage, amount_present or payment
    request_window_days: 'int',
    deal_window_days: 'int',
    person_key_limit: 'int',
    unreached_attempts: 'int',
    horizon_days: 'int', // age at which a cohort counts as mature
  },
  dim_zone: { zone: 'text', from_utc: 'instant', to_utc: 'instant', offset_minutes: 'int' },
  dim_stage: {
    agreement: 'text',
    stage: 'id',
    position: 'int',
    owner: 'text',
    is_handoff: 'bool',
    is_optional: 'bool',
    ...label,
  },
  /** outcome: open, won, lost */
  agr_stage_map: {
    agreement: 'text',
    source: 'text',
    pipeline: 'text',
    crm_stage: 'text',
    stage: 'id',
    outcome: 'text',
  },
  /** What a product leaves of its revenue, where it is not the common margin_rate. */
  agr_margin: { agreement: 'text', product: 'text', rate: 'double' },
  /** From which score on a lead is MQL: at most one row per agreement. `field`: a lead field, or `score` */
  agr_mql: { agreement: 'text', field: 'text', threshold: 'double' },
  /** op: in, not_in (one row per value), min, max, between (value_number = low, value_high = high) */
  agr_criterion: {
    agreement: 'text',
    criterion: 'id',
    field: 'text',
    op: 'text',
    value_text: 'text',
    value_number: 'double',
    value_high: 'double',
    ...label,
  },
  /** subject: reject_reason, lost_reason, verdict, stage, pipeline, duplicate, or `field:<lead field>` */
  agr_exclusion: { agreement: 'text', exclusion: 'id', subject: 'text', value: 'text', ...label },
  /** list: reject or lost */
  agr_reason: { agreement: 'text', list: 'text', crm_value: 'text', reason: 'id', ...label },
  /** verdict: qualified, not_target, fake, unreached */
  agr_verdict: { agreement: 'text', crm_value: 'text', verdict: 'text' },
  /** events: created, routed, contacted, accepted, sql, verdict, marketing_reply */
  agr_clock: {
    agreement: 'text',
    clock: 'id',
    from_event: 'text',
    to_event: 'text',
    limit_minutes: 'int',
    is_working: 'bool',
    owner: 'text',
    team: 'text',
    ...label,
  },
  /** Every day of a team's calendar, days off too (minutes = 0). Hours are local; minutes pass between them, cum_minutes before them. */
  dim_calendar: {
    agreement: 'text',
    team: 'text',
    day: 'date',
    open_minute: 'int',
    close_minute: 'int',
    opens_at: 'instant',
    minutes: 'int',
    cum_minutes: 'int',
  },
  dim_channel: { agreement: 'text', channel: 'id', position: 'int', is_paid: 'bool', is_brand: 'bool', ...label },
  /** First matching position wins; rows of one position must all match. op: equals, starts_with, contains, regexp, present, absent */
  agr_channel_rule: {
    agreement: 'text',
    position: 'int',
    channel: 'id',
    field: 'text',
    op: 'text',
    value: 'text',
    is_brand: 'bool',
  },
  agr_campaign_alias: { agreement: 'text', channel: 'id', alias: 'text', campaign: 'text' },
  /** How spend of a source is brought to the agreed basis; '*' = every source */
  agr_cost: { agreement: 'text', source: 'text', vat_included: 'bool', vat_rate: 'double', fee_rate: 'double' },
  /** Costs besides media that the agreement itself states, in the company's currency and on its VAT basis, for the months it governs. */
  agr_cost_month: { agreement: 'text', month: 'text', team: 'text', kind: 'text', amount: 'double' },
  /** unit: count, money, share, minutes, days, number. better: higher, lower, band. zone: marketing, shared, sales, common */
  dim_kpi: {
    agreement: 'text',
    kpi: 'id',
    position: 'int',
    zone: 'text',
    owner: 'text',
    owner_name: 'text',
    unit: 'text',
    better: 'text',
    is_shared: 'bool',
    is_additive: 'bool',
    ...label,
    definition_ru: 'text',
    definition_en: 'text',
    formula_ru: 'text',
    formula_en: 'text',
  },
  /** comparison: min (fact ≥ low), max (fact ≤ high), band (low ≤ fact ≤ high). Shares are 0.5, money is in units of currency */
  dim_plan: { agreement: 'text', month: 'text', kpi: 'id', comparison: 'text', low: 'double', high: 'double' },
  agr_bonus: {
    agreement: 'text',
    role: 'text',
    kpi: 'id',
    weight: 'double',
    threshold: 'double',
    cap: 'double',
    gate: 'text',
  },
  agr_alert: {
    agreement: 'text',
    kpi: 'id',
    rule: 'text',
    level: 'double',
    window_days: 'int',
    min_sample: 'int',
    recipients: 'text',
  },
} satisfies Record<string, Table>

export type AgreementTable = keyof typeof agreementTables

export type AgreementRow = Readonly<Record<string, string | number | bigint | boolean | null>>

/** `version` is the sha256 over all tables' canonical rows: same rules, same version, whatever the YAML's layout. */
export interface CompiledAgreement {
  readonly version: string
  readonly tables: Readonly<Record<AgreementTable, readonly AgreementRow[]>>
}
