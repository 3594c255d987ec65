import type { Agreement } from '../schema.ts'
import type { Path } from './schema-path.ts'

/** One file of the folder, read. `locate` gives `file:line:column` of a path in it. */
export interface LoadedAgreement {
  readonly file: string
  /** The month it is in force from, and its name in every table: `2026-10`. */
  readonly name: string
  readonly agreement: Agreement
  readonly locate: (path: Path) => string
}
