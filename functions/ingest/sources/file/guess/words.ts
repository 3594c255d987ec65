/** What a column seems to be for. */
export type Role =
  | 'lead_id'
  | 'deal_id'
  | 'id'
  | 'payment_id'
  | 'visit_id'
  | 'contact_id'
  | 'client_id'
  | 'date'
  | 'created'
  | 'updated'
  | 'closed'
  | 'paid_at'
  | 'cost'
  | 'impressions'
  | 'clicks'
  | 'campaign_id'
  | 'campaign_name'
  | 'ad_group_id'
  | 'ad_group_name'
  | 'ad_id'
  | 'ad_name'
  | 'keyword'
  | 'source'
  | 'pipeline'
  | 'stage'
  | 'responsible'
  | 'reject_reason'
  | 'amount'
  | 'paid'
  | 'phone'
  | 'email'
  | 'person'
  | 'product'
  | 'currency'
  | 'landing_url'
  | 'region'
  | 'quality'
  | 'budget'
  | 'utm_source'
  | 'utm_medium'
  | 'utm_campaign'
  | 'utm_content'
  | 'utm_term'
  | 'yclid'
  | 'gclid'

/** Whole headers, in order: the first that fits decides. Lower case, words apart, no punctuation. */
const words: readonly (readonly [Role, RegExp])[] = [
  ['utm_source', /^utm source$/],
  ['utm_medium', /^(utm medium|medium)$/],
  ['utm_campaign', /^utm campaign$/],
  ['utm_content', /^(utm content|content)$/],
  ['utm_term', /^(utm term|term)$/],
  ['yclid', /^yclid$/],
  ['gclid', /^gclid$/],
  ['client_id', /^((ga |ym |google |yandex )?client id|clientid|ym uid|id посетителя)$/],
  ['visit_id', /^((visit|session) id|id (визита|сессии)|номер визита)$/],
  ['payment_id', /^(payment id|id (оплаты|платежа)|номер (оплаты|платежа|счета))$/],
  ['contact_id', /^(contact|contact id|id контакта|контакт id)$/],
  [
    'lead_id',
    /^((lead|mql|request) id|id (лида|заявки|обращения)|(номер|№) (лида|заявки|обращения)|заявка|лид|обращение)$/,
  ],
  ['deal_id', /^((deal|opportunity|order) id|id (сделки|заказа)|сделка id|(номер|№) (сделки|заказа)|сделка|заказ)$/],
  ['id', /^(id|№|no|номер|record id|код)$/],
  ['paid_at', /^((payment|paid) (date|at|time)|date paid|дата (оплаты|платежа|поступления))$/],
  [
    'updated',
    /^((last )?(modified|updated)( at| time| date| on)?|дата (изменения|обновления|редактирования)|изменен[ао]?)$/,
  ],
  [
    'closed',
    /^((closed?|closing|won) (date|at|time)|date closed|дата (закрытия|выигрыша|завершения)( сделки)?|закрыт[ао]?)$/,
  ],
  [
    'created',
    /^(created?( at| time| date| on)?|date created|creation date|first contact date|submitted at|создан[ао]?|(дата( и время)?|время) (создания|заявки|обращения|лида|поступления)( сделки| заявки| лида)?|поступил[ао]?)$/,
  ],
  ['date', /^(date|day|дата|день|reporting starts|дата показа)$/],
  ['impressions', /^(impressions?|impr|показы|shows)$/],
  ['clicks', /^((link )?clicks?( all)?|клики|переходы)$/],
  [
    'cost',
    /^((total )?(cost|spend|spent)( usd| eur| rub)?|amount spent.*|расход(ы)?( .*)?|затраты( .*)?|потрачено( .*)?)$/,
  ],
  ['campaign_id', /^(campaign id|id кампании|(номер|№) кампании)$/],
  ['campaign_name', /^(campaign( name)?|(рекламная )?кампания|название кампании)$/],
  ['ad_group_id', /^((ad ?group|ad ?set) id|(id|номер|№) группы( объявлений)?)$/],
  ['ad_group_name', /^((ad ?group|ad ?set)( name)?|группа( объявлений)?|название группы( объявлений)?)$/],
  ['ad_id', /^(ad id|(id|номер|№) объявления)$/],
  ['ad_name', /^(ad( name)?|объявление|креатив|название объявления|заголовок объявления)$/],
  ['keyword', /^(keyword|ключевая фраза|ключевое слово|фраза|условие показа)$/],
  [
    'source',
    /^((lead |traffic )?source|origin|channel|platform|источник( .*)?|канал( .*)?|рекламная система|площадка)$/,
  ],
  ['pipeline', /^(pipeline|воронка)$/],
  ['stage', /^((deal |lead |pipeline )?(stage|status)|(этап|статус|стадия)( сделки| заявки| лида| воронки)?)$/],
  [
    'responsible',
    /^((lead |deal |contact )?owner( name)?|responsible|manager|sales rep|ответственный( менеджер)?|менеджер)$/,
  ],
  [
    'reject_reason',
    /^((lost|loss|reject|close|unqualified) reason|причина (отказа|проигрыша|потери|закрытия|брака|нецелевого).*)$/,
  ],
  [
    'paid',
    /^((initial |total )?(amount )?paid( amount)?|payment( amount)?|сумма (оплаты|платежа)|оплачен[ао]|оплата|поступило)$/,
  ],
  [
    'amount',
    /^((deal |offer |total |offer total )?(amount|price|revenue)|сумма( сделки| заказа)?|бюджет( сделки)?|стоимость( сделки)?|выручка)$/,
  ],
  [
    'phone',
    /^(((mobile|work|contact) )?(phone|tel)( number)?|((рабочий|мобильный|контактный) )?телефон( контакта| клиента)?|номер телефона|тел|mobile)$/,
  ],
  [
    'email',
    /^(((work|contact) )?e ?mail( address)?|((рабочий|рабочая) )?(эл(ектронная)? )?почта|адрес электронной почты|имейл)$/,
  ],
  [
    'person',
    /^(((first|last|full|customer|client|contact) )?name|фио|имя|фамилия|отчество|клиент|контакт|(имя|фио) (клиента|контакта))$/,
  ],
  ['product', /^(product|продукт|товар|услуга|курс|тариф)$/],
  ['currency', /^(currency( code)?|валюта)$/],
  ['landing_url', /^(landing( page)?|page|url|страница( входа)?|посадочная( страница)?)$/],
  ['region', /^(region|city|регион|город)$/],
  ['quality', /^(quality|lead quality|качество( лида| заявки)?)$/],
  ['budget', /^(budget|бюджет клиента)$/],
]

export function roleOf(header: string): Role | undefined {
  const name = header
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\d№]+/gu, ' ')
    .trim()
  return words.find(([, shape]) => shape.test(name))?.[0]
}

/** Stages that mean money came, as far as their names say. */
export const isPaidStage = (stage: string): boolean =>
  /(payment done|\bpaid\b|closed won|^won$|оплачен|успешно реализ|выигран)/i.test(stage) &&
  !/(\bnot\b|\bun|wait|partial|^не |не оплачен|ожида|частич)/i.test(stage)
