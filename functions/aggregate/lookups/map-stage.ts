import { defineLookup, type Row } from '#aggregate/model.ts'
import { stageFinder } from './stage-finder.ts'

const placeOf = (agreement: unknown, stage: unknown) => `${String(agreement)}\n${String(stage)}`

/** Our stage for each CRM stage in use. One that no agreement names is an open lead, and not mapped. */
export function stagesOf(uses: readonly Row[], rules: readonly Row[], stages: readonly Row[]): readonly Row[] {
  const find = stageFinder(rules, stages)
  const positions = new Map(stages.map((row) => [placeOf(row.agreement, row.stage), Number(row.position)]))
  return uses.map((use) => {
    const { stage, outcome, isMapped } = find(use)
    return {
      agreement: use.agreement ?? null,
      source: use.source ?? null,
      pipeline: use.pipeline ?? null,
      crm_stage: use.crm_stage ?? null,
      stage,
      outcome,
      position: positions.get(placeOf(use.agreement, stage)) ?? 0,
      is_mapped: isMapped,
    }
  })
}

export const mapStage = defineLookup({
  name: 'map_stage',
  layer: 'lookup',
  sql: undefined,
  about: {
    ru: 'Этап соглашения для каждого этапа CRM: точное имя сильнее звёздочки; чего соглашение не знает — открытый лид',
    en: 'Stage of the agreement for each CRM stage: a name beats a star; what no agreement knows is an open lead',
  },
  grain: ['agreement', 'source', 'pipeline', 'crm_stage'],
  columns: {
    agreement: 'text',
    source: 'text',
    pipeline: 'text',
    crm_stage: 'text',
    stage: 'id',
    outcome: 'text',
    position: 'int',
    is_mapped: 'bool',
  },
  reads: ['int_stage_use', 'agr_stage_map', 'dim_stage'],
  make: async (query) =>
    stagesOf(
      await query('select * from int_stage_use order by agreement, source, pipeline, crm_stage'),
      await query('select * from agr_stage_map order by agreement, source, pipeline, crm_stage, stage, outcome'),
      await query('select agreement, stage, position from dim_stage order by agreement, position, stage'),
    ),
})
