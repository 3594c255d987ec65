import { defineModel } from '#aggregate/model.ts'
import sql from './int_local_offset.sql'

export const intLocalOffset = defineModel({
  name: 'int_local_offset',
  layer: 'intermediate',
  sql,
  about: {
    ru: 'Смещение от UTC по местному времени: у начала и у конца отрезка',
    en: 'The UTC offset by local time, for the beginning and the end of a stretch',
  },
  grain: ['side', 'from_local'],
  columns: {
    side: 'text',
    from_local: 'instant',
    to_local: 'instant',
    offset_minutes: 'int',
  },
})
