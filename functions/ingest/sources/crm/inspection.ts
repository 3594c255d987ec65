import type { FunnelPlace } from './guess.ts'

export interface InspectedField {
  readonly id: string
  readonly name: string
  readonly code: string | null
  readonly type: string | null
  /** Of a list: what may stand there. */
  readonly options: readonly string[]
}

export interface InspectedPipeline {
  readonly id: string
  readonly name: string
  readonly stages: readonly { readonly id: string; readonly name: string }[]
}

/** What an account holds, and how it could be mapped. */
export interface Inspection {
  readonly account: { readonly id: string; readonly subdomain: string | null; readonly currency: string | null }
  readonly fields: readonly InspectedField[]
  readonly pipelines: readonly InspectedPipeline[]
  readonly lossReasons: readonly string[]
  /** For the connection's YAML, to be looked through by a person. */
  readonly proposed: {
    /** Our word → their field. */
    readonly fields: Readonly<Record<string, string>>
    /** `<pipeline>/<stage>` and `<pipeline>/*` → the name that stands in the records, whatever the CRM renames later. */
    readonly stages: Readonly<Record<string, string>>
    /** For the agreement's `funnel: map:`. */
    readonly funnel: readonly { readonly pipeline: string; readonly stages: Readonly<Record<string, FunnelPlace>> }[]
  }
}
