import { account, click, pulled, utm } from './common.ts'
import { bool, date, defineRecord, double, id, instant, int, money, text } from './record.ts'

const campaign = {
  campaign_id: id('Кампания', 'Campaign id'),
  campaign_name: text('Название кампании', 'Campaign name'),
}

export const spend = defineRecord({
  name: 'spend',
  about: {
    ru: 'Расход: кабинет × день × кампания × группа × объявление × ключ. По ключу не схлопывается никогда.',
    en: 'Spend: account × day × campaign × ad group × ad × keyword. Never deduplicated by key.',
  },
  key: [],
  dated: 'date',
  columns: {
    ...account,
    date: date.must('День кабинета', 'Local day of the ad account'),
    ...campaign,
    ad_group_id: id('Группа объявлений', 'Ad group id'),
    ad_group_name: text('Название группы', 'Ad group name'),
    ad_id: id('Объявление', 'Ad id'),
    ad_name: text('Название объявления', 'Ad name'),
    keyword: text('Ключевая фраза', 'Keyword'),
    channel_hint: text('Как источник назван в файле', 'What the file calls the source'),
    ...utm,
    impressions: int('Показы', 'Impressions'),
    clicks: int('Клики', 'Clicks'),
    cost_micros: money.must('Расход, миллионные доли', 'Cost, micros'),
    currency: text.must('Валюта', 'Currency'),
    vat_included: bool('С НДС', 'VAT included'),
    ...pulled,
  },
})

export const adConversion = defineRecord({
  name: 'ad_conversion',
  about: {
    ru: 'Конверсии кабинета по дням, целям и моделям',
    en: 'Conversions by day, goal and model, as the platform counts',
  },
  key: ['account', 'date', 'campaign_id', 'goal', 'model'],
  dated: 'date',
  columns: {
    ...account,
    date: date.must('День', 'Day'),
    ...campaign,
    goal: text('Цель', 'Goal'),
    model: text('Модель атрибуции кабинета', 'Attribution model of the platform'),
    conversions: double('Конверсии', 'Conversions'),
    value_micros: money('Ценность, миллионные доли', 'Value, micros'),
    ...pulled,
  },
})

export const traffic = defineRecord({
  name: 'traffic',
  about: {
    ru: 'Посещения суммами, где визитов по одному нет',
    en: 'Sums of traffic where single visits are not to be had',
  },
  key: ['account', 'date', 'utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term'],
  dated: 'date',
  columns: {
    ...account,
    date: date.must('День', 'Day'),
    channel_hint: text('Как источник назван в файле', 'What the file calls the source'),
    ...utm,
    sessions: int('Сеансы', 'Sessions'),
    users: int('Посетители', 'Users'),
    key_events: int('Ключевые события', 'Key events'),
    ...pulled,
  },
})

export const visit = defineRecord({
  name: 'visit',
  about: { ru: 'Визит', en: 'One session on the site' },
  key: ['visit_id'],
  dated: 'started_at',
  columns: {
    ...account,
    visit_id: id.must('Визит', 'Visit id'),
    client_id: id('Идентификатор посетителя', 'Client id'),
    started_at: instant.must('Начало', 'Start'),
    landing_url: text('Страница входа, без личных данных', 'Landing page, personal data removed'),
    referrer: text('Откуда пришёл', 'Referrer'),
    channel_hint: text('Как источник назван в файле', 'What the file calls the source'),
    ...utm,
    ...click,
    device: text('Устройство', 'Device'),
    region: text('Регион', 'Region'),
    is_bounce: bool('Отказ', 'Bounce'),
    ...pulled,
  },
})

export const visitGoal = defineRecord({
  name: 'visit_goal',
  about: { ru: 'Цель, достигнутая в визите', en: 'A goal reached in a visit' },
  key: ['visit_id', 'goal', 'reached_at'],
  dated: 'reached_at',
  columns: {
    ...account,
    visit_id: id.must('Визит', 'Visit id'),
    goal: text.must('Цель', 'Goal'),
    reached_at: instant.must('Когда', 'When'),
    value_micros: money('Ценность, миллионные доли', 'Value, micros'),
    currency: text('Валюта ценности', 'Currency of the value'),
    ...pulled,
  },
})

export const mailing = defineRecord({
  name: 'mailing',
  about: { ru: 'Рассылка × день', en: 'E-mail campaign × day' },
  key: ['account', 'date', 'campaign_id'],
  dated: 'date',
  columns: {
    ...account,
    date: date.must('День', 'Day'),
    ...campaign,
    sent: int('Отправлено', 'Sent'),
    delivered: int('Доставлено', 'Delivered'),
    opened: int('Открыто', 'Opened'),
    clicked: int('Кликнуто', 'Clicked'),
    unsubscribed: int('Отписок', 'Unsubscribed'),
    spam: int('Жалоб', 'Spam complaints'),
    ...pulled,
  },
})
