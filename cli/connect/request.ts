import type { Source } from '#ingest/source.ts'

/** What was said on the command line. */
export interface ConnectSystemOptions {
  readonly name?: string
  readonly account?: string
  readonly since?: string
  readonly baseUrl?: string
  /** `key=value`, of the settings. */
  readonly set?: readonly string[]
  /** `role=NAME`: which name in .env plays the role. */
  readonly secret?: readonly string[]
  /** `role=PATH`: the file that holds the secret's value. */
  readonly secretFile?: readonly string[]
  readonly force?: boolean
  readonly dryRun?: boolean
}

/** A connection to be written: everything but the mapping, which only the system itself can tell. */
export interface Request {
  readonly source: Source
  readonly name: string
  readonly account: string
  /** YYYY-MM-DD */
  readonly since: string
  readonly baseUrl?: string
  /** As they stand in the YAML; those not named keep the definition's defaults. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Role → name in .env. */
  readonly secrets: Readonly<Record<string, string>>
}
