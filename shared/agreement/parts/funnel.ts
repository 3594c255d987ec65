import * as z from 'zod'
import { about, days, idText, label, oneOrMore, share, words } from './words.ts'

const stage = z.strictObject({
  id: about(idText, 'Имя этапа', 'Stage id', 'sql'),
  owner: about(z.enum(['marketing', 'shared', 'sales']), 'Чей этап', 'Whose stage it is', 'sales'),
  label,
  handoff: about(z.boolean().default(false), 'Здесь лид передан продажам', 'Here the lead is handed to sales', true),
  optional: about(z.boolean().default(false), 'Этап можно пропустить', 'The stage may be skipped', true),
})

const outcome = z.enum(['open', 'won', 'lost'])

/** `stage`, or `lost`, or both written out. */
const stageTarget = about(
  z.union([
    idText.transform((id) => ({ stage: id, outcome: undefined })),
    z.strictObject({ stage: idText, outcome: outcome.optional() }),
  ]),
  'Этап воронки, или lost, или {stage, outcome}',
  'A stage of the funnel, or lost, or {stage, outcome}',
  { stage: 'lead', outcome: 'lost' },
)

const stageMap = z.strictObject({
  source: about(words.default('*'), 'Источник (имя подключения) или *', 'Source (connection) or *', 'crm'),
  pipeline: about(words.default('*'), 'Воронка в CRM или *', 'Pipeline in the CRM or *', '*'),
  stages: about(z.record(words, stageTarget), 'Этап в CRM: этап воронки', 'CRM stage: stage of the funnel', {
    'Новая заявка': 'lead',
  }),
})

export const funnel = about(
  z.strictObject({
    won: about(
      z.enum(['stage', 'amount_present', 'payment']),
      'Что считаем продажей',
      'What makes a deal won',
      'payment',
    ),
    request_window: about(
      days.default(30),
      'Повтор того же человека в эти дни — то же обращение',
      'A repeat of the same person within these days is the same request',
      '30d',
    ),
    deal_window: about(
      days.default(365),
      'Сделку без лида ищем у лида не старше',
      'A deal without a lead joins a lead not older than',
      '365d',
    ),
    ripe_after: about(days, 'Когорта зрелая, когда ей столько дней', 'A cohort is mature at this age', '180d'),
    same_key_limit: about(
      z.int().min(2).default(20),
      'Телефон у стольких людей никого не объединяет',
      'A phone shared by more people joins nobody',
      20,
    ),
    stages: about(z.array(stage).min(2), 'Этапы по порядку', 'Stages in order'),
    map: about(z.array(stageMap).min(1), 'Этапы CRM', 'Stages of the CRM'),
  }),
  'Воронка',
  'The funnel',
  {
    won: 'payment',
    ripe_after: '180d',
    stages: [{ id: 'lead', owner: 'marketing', label: 'Лид' }],
    map: [{ stages: { 'Новая заявка': 'lead' } }],
  },
)

const values = oneOrMore(z.union([words, z.number()]))

export const criterion = about(
  z.union([
    z.strictObject({ field: words, in: values, label }),
    z.strictObject({ field: words, not_in: values, label }),
    z.strictObject({
      field: words,
      between: about(z.tuple([z.number(), z.number()]), 'От и до', 'From and to', [3000000, 30000000]),
      label,
    }),
    z.strictObject({ field: words, around: z.number(), tolerance: share, label }),
    z.strictObject({ field: words, min: about(z.number(), 'Не меньше', 'At least', 1), label }),
    z.strictObject({ field: words, max: about(z.number(), 'Не больше', 'At most', 12), label }),
  ]),
  'Правило на поле лида: in, not_in, min, max, between или around с tolerance',
  'A rule on a lead field: in, not_in, min, max, between, or around with tolerance',
  { field: 'region', in: ['Московская область'], label: { ru: 'Регион', en: 'Region' } },
)

export const criteria = about(
  z.strictObject({
    sql: about(
      z.record(idText, criterion).default({}),
      'Обязательные критерии SQL, 2–4',
      'Obligatory SQL criteria, 2–4',
    ),
    warmth: about(z.strictObject({ field: words, label }).optional(), 'Поле теплоты', 'The warmth field', {
      field: 'warmth',
      label: 'Теплота',
    }),
    mql: about(
      z.strictObject({ field: words.default('score'), threshold: z.number() }).optional(),
      'Порог балла MQL',
      'Score threshold of MQL',
      { field: 'score', threshold: 60 },
    ),
  }),
  'Критерии',
  'Criteria',
)
