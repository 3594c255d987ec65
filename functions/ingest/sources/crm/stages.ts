import type { SourceConnection } from '#ingest/source-connection.ts'
import { own } from '#shared/own.ts'

type Stages = Pick<SourceConnection, 'stages'>

/**
 * A stage is a pair: the ids 142 (won) and 143 (lost) are the same in every pipeline. The connection may give pairs and
 * pipelines (`<pipeline>/*`) names of their own; without one the id stands, because names in the CRM change without notice.
 */
export const stageKey = (pipeline: string | null | undefined, status: string): string => `${pipeline ?? ''}/${status}`

export const stageWord = (
  { stages }: Stages,
  pipeline: string | null | undefined,
  status: string | null | undefined,
): string | null => (status ? (own(stages, stageKey(pipeline, status)) ?? own(stages, status) ?? status) : null)

export const pipelineWord = ({ stages }: Stages, pipeline: string | null | undefined): string | null =>
  pipeline ? (own(stages, stageKey(pipeline, '*')) ?? pipeline) : null
