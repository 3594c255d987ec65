/** What the bill is computed from. Measured where bench/ measures it, else assumed; docs/cost.md says which. */
export const assumptions = {
  nights: 30,
  /** Months of records that each night reads. */
  history: 24,
  /** A visit and the goals it reached, rows. */
  rowsPerVisit: 1.3,
  /** Leads, deals, stages, activities per visit: one request of 50 visits, 20 rows each. */
  salesRowsPerVisit: 0.4,
  bytesPerRow: 45,
  /** Each is a statement of Athena. */
  models: 140,
  /** Small tables, each made by a Lambda. */
  lookups: 5,
  /** How often one night reads each byte of the records: several staging models read one record, few columns each. */
  readings: 3,
  rowsPerSecond: 100_000,
  connections: 6,
  days: 30.4,
  alarms: 13,
  secrets: 5,
  functionGb: 1.73,
  /** One request of 50 visits, three webhooks each: created, changed, won or lost. */
  hooksPerVisit: 0.06,
  hookBytes: 2_000,
  /** Months for which uploads and webhooks are kept as they came: `retention.uploads_days` of 400. */
  hookMonths: 13,
  doorSeconds: 0.1,
  doorGb: 0.5,
  /** One sync of a connection after a batch of arrivals. */
  inboxSeconds: 3,
} as const

export const secondsOfMonth = assumptions.days * 86_400
