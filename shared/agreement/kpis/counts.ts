import { defineKpi, type Kpi } from './kpi.ts'

const count = (ru: string, en: string) => [`Число: ${ru}`, `Count of ${en}`] as const

export const countKpis: readonly Kpi[] = [
  defineKpi(
    'visits',
    { zone: 'marketing', unit: 'count' },
    ['Визиты', 'Visits'],
    ['Сеансы на сайте по данным аналитики.', 'Sessions on the site as web analytics counts them.'],
    count('визиты', 'visits'),
  ),
  defineKpi(
    'requests',
    { zone: 'marketing', unit: 'count' },
    ['Обращения', 'Requests'],
    [
      'Заявки, звонки, чаты и сообщения, дошедшие до CRM. Повтор того же человека в окне соглашения не считается.',
      'Forms, calls, chats and messages that reached the CRM. A repeat of the same person within the agreed window is not counted.',
    ],
    count('обращения', 'requests'),
  ),
  defineKpi(
    'valid_leads',
    { zone: 'marketing', unit: 'count' },
    ['Валидные лиды', 'Valid leads'],
    [
      'Обращения, к которым не относится ни одно исключение: не спам, не подрядчик, не ошибка номером, не дубль. Пока не решено — лид валидный.',
      'Requests that no exclusion applies to: not spam, not a contractor, not a wrong number, not a duplicate. Undecided counts as valid.',
    ],
    count('обращения без исключений', 'requests without exclusions'),
  ),
  defineKpi(
    'target_leads',
    { zone: 'marketing', unit: 'count' },
    ['Целевые лиды', 'Target leads'],
    [
      'Валидные лиды, которые подходят по всем известным обязательным критериям.',
      'Valid leads that meet every obligatory criterion that is known.',
    ],
    count('валидные лиды, подошедшие по критериям', 'valid leads that meet the criteria'),
  ),
  defineKpi(
    'mql',
    { zone: 'marketing', unit: 'count' },
    ['MQL', 'MQL'],
    [
      'Валидные лиды, которые похожи на нашего клиента и проявили осознанный интерес.',
      'Valid leads that fit the client profile and showed conscious interest.',
    ],
    count('лиды, дошедшие до MQL', 'leads that reached MQL'),
  ),
  defineKpi(
    'sql',
    { zone: 'shared', unit: 'count' },
    ['SQL', 'SQL'],
    [
      'Лиды, которые продажи после контакта подтвердили как квалифицированные. Это точка передачи.',
      'Leads that sales confirmed as qualified after a contact. This is the hand-off.',
    ],
    count('лиды, дошедшие до SQL', 'leads that reached SQL'),
  ),
  defineKpi(
    'won_deals',
    { zone: 'sales', unit: 'count' },
    ['Продажи', 'Won deals'],
    ['Выигранные сделки по правилу соглашения.', 'Deals won by the rule of the agreement.'],
    count('выигранные сделки', 'won deals'),
  ),
  defineKpi(
    'new_clients',
    { zone: 'shared', unit: 'count' },
    ['Новые клиенты', 'New clients'],
    [
      'Люди и компании, у которых это первая выигранная сделка. Объединённые карточки — один клиент.',
      'People and companies whose first won deal this is. Merged records are one client.',
    ],
    count('первые продажи', 'first won deals'),
  ),
]
