import * as z from 'zod'
import { about, date, duration, idText, label, oneOrMore, team, words } from './words.ts'

const verdictIds = ['qualified', 'not_target', 'fake', 'unreached'] as const

const when = z.partialRecord(
  z.union([z.enum(['reject_reason', 'lost_reason', 'verdict', 'stage', 'pipeline']), z.string().regex(/^field:.+$/)]),
  oneOrMore(words),
)

const exclusion = z
  .strictObject({
    label,
    when: about(when.optional(), 'Что об этом говорит: поле CRM и значения', 'What says so: CRM field and values', {
      reject_reason: ['Спам'],
    }),
    duplicate: about(z.boolean().optional(), 'Повтор того же человека', 'A repeat of the same person', true),
  })
  .refine((it) => it.duplicate === true || Object.keys(it.when ?? {}).length > 0, {
    params: { code: 'empty_exclusion' },
  })

export const exclusions = about(z.record(idText, exclusion), 'Что не считается лидом', 'What makes a request invalid', {
  spam: { label: { ru: 'Спам', en: 'Spam' }, when: { reject_reason: ['Спам'], verdict: 'fake' } },
})

const verdict = z.strictObject({
  crm: about(oneOrMore(words), 'Как записано в CRM', 'As the CRM says it', ['✅', 'Квалифицирован']),
  reasons: about(z.array(idText).default([]), 'Какие причины подходят', 'Which reasons go with it', ['other_region']),
})

export const verdicts = about(
  z.strictObject({
    given_by: about(team, 'Кто обязан дать оценку', 'Who must give it', 'sales'),
    within: about(duration, 'За какой срок', 'How soon', '8h'),
    unreached_attempts: about(
      z.int().min(1),
      'Недозвон — только после стольких попыток',
      'Unreached only after so many attempts',
      3,
    ),
    values: about(z.partialRecord(z.enum(verdictIds), verdict), 'Оценки', 'The verdicts', {
      qualified: { crm: ['✅'] },
    }),
  }),
  'Оценки лидов',
  'Verdicts on leads',
)

const reason = z.strictObject({ crm: oneOrMore(words), label })

export const reasons = about(
  z.strictObject({
    reject: about(z.record(idText, reason).default({}), 'Почему лид отклонён', 'Why a lead is rejected', {
      other_region: { crm: ['Другой регион'], label: { ru: 'Другой регион', en: 'Other region' } },
    }),
    lost: about(z.record(idText, reason).default({}), 'Почему сделка проиграна', 'Why a deal is lost', {
      no_budget: { crm: ['Нет бюджета'], label: { ru: 'Нет бюджета', en: 'No budget' } },
    }),
  }),
  'Причины',
  'Reasons',
)

const event = z.enum(['created', 'routed', 'contacted', 'accepted', 'sql', 'verdict', 'marketing_reply'])

const clock = z.strictObject({
  label,
  from: about(event, 'Откуда идёт срок', 'The event it starts at', 'created'),
  to: about(event, 'До какого события', 'The event it stops at', 'contacted'),
  limit: about(duration, 'Срок', 'Limit', '15m'),
  clock: about(
    z.enum(['working', 'wall']),
    'В рабочее время (working) или подряд (wall)',
    'Working time or wall clock',
    'working',
  ),
  owner: about(team, 'Чья обязанность', 'Whose duty', 'sales'),
  team: about(
    team.optional(),
    'Чей календарь; по умолчанию — владельца',
    'Whose calendar; default: the owner’s',
    'sales',
  ),
})

export const sla = about(z.record(idText, clock), 'Сроки (SLA)', 'Clocks (SLA)', {
  first_contact: {
    label: 'Первый контакт',
    from: 'created',
    to: 'contacted',
    limit: '15m',
    clock: 'working',
    owner: 'sales',
  },
})

const hours = about(
  z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
  'Часы работы',
  'Working hours',
  '09:00-18:00',
)

const weekdays = z.string().regex(/^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$/)

const teamCalendar = z.strictObject({
  country: about(z.enum(['ru', 'none']), 'Производственный календарь или none', 'Official calendar, or none', 'ru'),
  hours: about(z.record(weekdays, hours), 'Часы по дням недели', 'Hours by weekday', { 'mon-fri': '09:00-18:00' }),
  days: about(
    z.record(date, z.union([z.enum(['off', 'work', 'short']), hours])).default({}),
    'Свои дни: off, work, short или часы',
    'Own days: off, work, short or hours',
    {
      '2026-12-30': 'short',
    },
  ),
})

export const calendar = about(z.record(idText, teamCalendar), 'Рабочее время команд', 'Working time of each team', {
  sales: { country: 'ru', hours: { 'mon-fri': '09:00-18:00' } },
})
