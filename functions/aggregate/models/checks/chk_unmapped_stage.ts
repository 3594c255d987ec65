import { defineModel } from '#aggregate/model.ts'
import sql from './chk_unmapped_stage.sql'

export const chkUnmappedStage = defineModel({
  name: 'chk_unmapped_stage',
  layer: 'check',
  sql,
  severity: 'warn',
  about: {
    ru: 'Этапа CRM нет в соглашении: он считается открытым лидом, пока не назван в funnel: map:',
    en: 'A CRM stage is not in the agreement: it counts as an open lead until funnel: map: names it',
  },
  grain: ['source', 'pipeline', 'crm_stage'],
  columns: {
    source: 'text',
    pipeline: 'text',
    crm_stage: 'text',
    agreements: 'int',
  },
})
