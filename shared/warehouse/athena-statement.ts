import { quoteName, quoteText } from '#shared/sql/quote.ts'

/** Lines that stand before the model's own text, for the lines in Athena's complaints. */
export const ctasHeadLines = 1

/**
 * A model's SELECT as CREATE TABLE AS. `location` must be empty: each attempt gets its own, for a failed one leaves files
 * behind. Athena's words; real Trino has no write_compression among the properties of a table.
 */
export const createTableAs = (name: string, sql: string, location: string): string =>
  `CREATE TABLE ${quoteName(name)} WITH (format = 'PARQUET', write_compression = 'ZSTD', external_location = ${quoteText(location)}) AS\n${sql.trim().replace(/;$/, '')}`
