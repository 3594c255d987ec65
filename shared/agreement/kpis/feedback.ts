import type { Kpi } from './kpi.ts'
import { byDay, contacted, type Pair, part } from './part.ts'

const verdicts: Pair = ['лиды с оценкой', 'leads with a verdict']
const reviewed: Pair = ['проверенные оценки', 'reviewed verdicts']

export const feedbackKpis: readonly Kpi[] = [
  part(
    'feedback_complete',
    'sales',
    ['Лиды с оценкой', 'Leads with a verdict'],
    byDay(
      'Доля лидов с контактом, по которым продажи дали оценку.',
      'Share of contacted leads that sales gave a verdict on.',
    ),
    [verdicts, contacted],
  ),
  part(
    'feedback_reason_complete',
    'sales',
    ['Лиды с оценкой и причиной', 'Verdicts with a reason'],
    byDay('Оценка дана, а для ⚠ и ❌ названа и причина.', 'A verdict was given and, for ⚠ and ❌, its reason too.'),
    [['лиды с оценкой и причиной', 'leads with a verdict and reason'], contacted],
  ),
  part(
    'verdict_agreement',
    'shared',
    ['Согласие с оценками', 'Verdicts agreed'],
    [
      'С какой долей оценок маркетинг согласился. По дате оценки.',
      'Share of verdicts that marketing accepted. Dated by the verdict.',
    ],
    [['принятые оценки', 'accepted verdicts'], reviewed],
  ),
  {
    ...part(
      'overturned',
      'sales',
      ['Отменённые оценки', 'Verdicts overturned'],
      [
        'Какая доля оценок отменена после спора. По дате оценки.',
        'Share of verdicts overturned after a dispute. Dated by the verdict.',
      ],
      [['отменённые оценки', 'overturned verdicts'], reviewed],
    ),
    better: 'lower',
  },
  part(
    'marketing_reply',
    'marketing',
    ['Ответы маркетинга в срок', 'Marketing replies in time'],
    [
      'Доля оценок ⚠ и ❌, на которые маркетинг ответил в срок. По дате оценки.',
      'Share of verdicts ⚠ and ❌ that marketing answered in time. Dated by the verdict.',
    ],
    [
      ['ответы в срок', 'replies in time'],
      ['оценки ⚠ и ❌', 'verdicts ⚠ and ❌'],
    ],
  ),
]
