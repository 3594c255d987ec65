import { defineKpi, type Kpi } from './kpi.ts'

const median = { better: 'lower', isAdditive: false } as const

export const speedKpis: readonly Kpi[] = [
  defineKpi(
    'first_contact_in_limit',
    { zone: 'sales', unit: 'share', isPart: true },
    ['Первый контакт в срок', 'First contact in time'],
    [
      'Доля лидов, которым впервые позвонили или написали в рабочий срок соглашения; считается первая попытка. По дате лида.',
      'Share of leads first called or written to within the agreed working time; the first attempt counts. Dated by the lead.',
    ],
    [
      'лиды с контактом в срок ÷ лиды, у которых срок вышел или контакт был',
      'leads contacted in time ÷ leads whose limit has passed or who were contacted',
    ],
  ),
  defineKpi(
    'reaction_median',
    { zone: 'sales', unit: 'minutes', ...median },
    ['Скорость реакции, медиана', 'Reaction time, median'],
    [
      'Половине лидов отвечают не позже этого. Рабочие минуты.',
      'Half of the leads are answered no later than this. Working minutes.',
    ],
    ['медиана рабочих минут от заявки до контакта', 'median working minutes from request to contact'],
  ),
  defineKpi(
    'reaction_p90',
    { zone: 'sales', unit: 'minutes', ...median },
    ['Скорость реакции, 90 %', 'Reaction time, 90th percentile'],
    [
      'Девяти из десяти лидов отвечают не позже этого. Рабочие минуты.',
      'Nine leads of ten are answered no later than this. Working minutes.',
    ],
    [
      '90-й процентиль рабочих минут от заявки до контакта',
      '90th percentile of working minutes from request to contact',
    ],
  ),
  defineKpi(
    'sla_kept',
    { zone: 'common', unit: 'share', isPart: true },
    ['Сроки соблюдены', 'Clocks kept'],
    [
      'Доля сроков соглашения, которые соблюдены. По дате начала срока.',
      'Share of the agreement’s clocks that were kept. Dated by the start.',
    ],
    ['соблюдённые сроки ÷ наступившие сроки', 'clocks kept ÷ clocks due'],
  ),
  defineKpi(
    'handoff_dwell',
    { zone: 'shared', unit: 'minutes', ...median },
    ['Простой на передаче', 'Wait at the hand-off'],
    ['Сколько лид лежит между маркетингом и продажами.', 'How long a lead lies between marketing and sales.'],
    ['медиана рабочих минут от лида до SQL', 'median working minutes from lead to SQL'],
  ),
  defineKpi(
    'stage_dwell',
    { zone: 'sales', unit: 'minutes', ...median },
    ['Время на этапе', 'Time in a stage'],
    ['Сколько лид стоит на одном этапе.', 'How long a lead stands in one stage.'],
    ['медиана рабочих минут на этапе', 'median working minutes in a stage'],
  ),
  defineKpi(
    'cycle',
    { zone: 'shared', unit: 'days', ...median },
    ['Цикл сделки', 'Sales cycle'],
    [
      'Сколько дней от SQL до продажи; открытые сделки учтены.',
      'Days from SQL to the sale; open deals are taken into account.',
    ],
    ['медиана дней SQL → продажа (Каплан — Мейер)', 'median days SQL → won (Kaplan–Meier)'],
  ),
]
