import type { Role } from './role.ts'

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
  [
    'payment_id',
    /^((payment|transaction|charge) id|(id|идентификатор) (оплаты|платежа|транзакции|операции)|номер (оплаты|платежа|счета|транзакции|операции))$/,
  ],
  ['contact_id', /^(contact|(contact|customer|user) id|id (контакта|клиента|пользователя)|контакт id)$/],
  ['call_id', /^(call id|id (сессии )?звонка|номер звонка)$/],
  [
    'lead_id',
    /^((lead|mql) id|request ?id|id (лида|заявки|обращения)|(номер|№) (лида|заявки|обращения)|заявка|лид|обращение)$/,
  ],
  ['deal_id', /^((deal|opportunity|order) id|id (сделки|заказа)|сделка id|(номер|№) (сделки|заказа)|сделка|заказ)$/],
  ['id', /^(id|№|no|номер|record id|код)$/],
  [
    'paid_at',
    /^((payment|paid) (date|at|time)|date paid|(дата( и)?( время)?|время) (оплаты|платежа)|дата поступления( оплаты)?)$/,
  ],
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
    /^((created?( at| time| date| on)?|date created|creation date|first contact date|submitted at|sent)( utc)?|создан[ао]?|(дата( и)?( время)?|время) (создания|заявки|обращения|лида|поступления)( сделки| заявки| лида| обращения)?|поступил[ао]?)$/,
  ],
  ['time', /^(время|time)( звонка| визита)?$/],
  ['date', /^(date|day|date ?time|timestamp|день|дата( показа| визита)?|дата( и)?( время)?( звонка)?)$/],
  ['month', /^(month|месяц)$/],
  ['period_start', /^(reporting starts|(дата )?начал[оа] (отчетности|периода))$/],
  ['period_end', /^(reporting ends|дата окончания (отчетности|периода)|окончание (отчетности|периода))$/],
  ['sessions', /^(sessions|визиты|сеансы)$/],
  ['users', /^((total )?users|visitors|посетители|пользователи)$/],
  ['key_events', /^(key events|ключевые события)$/],
  ['source_medium', /^((session |first user )?source medium|источник канал( сеанса)?)$/],
  ['impressions', /^(impressions?|impr|показы|shows)$/],
  ['clicks', /^((link )?clicks?( all)?|клики( все| по ссылке)?|переходы)$/],
  [
    'cost',
    /^((total )?(cost|spend|spent)|amount spent.*|(расход(ы)?|затраты|потрачено|потраченная сумма|списано|израсходовано)(?! (на|за) \p{L}|.*(средн|цен[аы]))( .*)?)$/u,
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
    /^((lead |traffic |original traffic |original )?source|origin|channel|platform|последний( значимый)? источник( .*)?|источник( .*)?|канал( .*)?|рекламная система|площадка)$/,
  ],
  ['pipeline', /^(pipeline|воронка)$/],
  ['stage', /^((deal |lead |pipeline )?(stage|status)|(этап|статус|стадия)( сделки| заявки| лида| воронки)?)$/],
  [
    'responsible',
    /^((lead |deal |contact |opportunity )?owner( name)?|responsible|manager|sales rep|сотрудник|ответственный( менеджер)?|менеджер)$/,
  ],
  ['from_stage', /^(из этапа|этап до|(предыдущий|старый|прошлый) (этап|статус)|(from|previous|old) (stage|status))$/],
  ['to_stage', /^(в этап|этап после|новый (этап|статус)|(to|new) (stage|status))$/],
  ['actor', /^(кто( изменил| поставил| звонил)?|автор( изменения)?|(changed|given|made) by|by whom)$/],
  ['verdict', /^(вердикт( продаж)?|оценка (лида|заявки|обращения|продаж)|(lead |sales )?verdict)$/],
  [
    'verdict_at',
    /^((дата|время) (вердикта|оценки)|(вердикт|оценка) поставлен[ао]?|когда (поставлен|оценен)[ао]?|verdict (date|at|time))$/,
  ],
  ['reason', /^(причина|reason)$/],
  ['direction', /^(направление( звонка)?|тип звонка|(call )?direction|call type)$/],
  [
    'duration',
    /^((длительность|продолжительность)( звонка| разговора)?( сек| секунд)?|(call |talk )?duration( s| sec| seconds)?|секунд)$/,
  ],
  ['answered', /^(ответили|отвечен|дозвонились|answered)$/],
  ['team', /^(отдел|команда|департамент|team|department)$/],
  ['cost_kind', /^((статья|вид)( расходов| расхода| затрат)?|(cost |expense )?(kind|category)|expense)$/],
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
    /^((deal |offer |total |offer total )?(amount|price|revenue)|сумма( сделки| заказа| документа)?|бюджет( сделки)?|стоимость сделки|выручка)$/,
  ],
  ['price', /^стоимость$/],
  [
    'phone',
    /^(((mobile|work|contact) )?(phone|tel)( number)?|((рабочий|мобильный|контактный) )?телефон( контакта| клиента)?|номер (телефона|абонента|клиента)|тел|mobile)$/,
  ],
  [
    'email',
    /^(((work|contact) )?e ?mail( address)?|((рабочий|рабочая) )?(эл(ектронная)? )?почта|адрес электронной почты|имейл)$/,
  ],
  [
    'person',
    /^(((first|last|full|customer|client|contact) )?name|associated contact|фио|(полное )?имя|фамилия|отчество|клиент|пользователь|контакт|контрагент|плательщик|покупатель|(полное имя|имя|фио) (клиента|контакта|плательщика|покупателя))$/,
  ],
  ['product', /^(product|продукт|товар|услуга|курс|тариф)$/],
  [
    'currency',
    /^((amount )?currency( code)?|(iso|char|букв(енный)?)( код| code)?|cdx|(код )?валют[аы]( платежа| сделки)?)$/,
  ],
  ['rate', /^((exchange |official )?rate|curs|(официальный )?курс (валюты|обмена|цб( рф)?|к рублю))$/],
  ['nominal', /^(nominal|номинал|(количество )?единиц|units)$/],
  ['landing_url', /^(landing( page)?|page|url|страница( входа)?|посадочная( страница)?)$/],
  ['region', /^(region|city|регион|город)$/],
  ['quality', /^(quality|lead quality|качество( лида| заявки)?)$/],
  ['budget', /^(budget|бюджет клиента)$/],
]

/** "Расход, руб." and "Cost (EUR)" are amounts whatever their currency. */
const units = /( (руб|рублей|р|rub|rur|usd|eur|gbp|kzt|byn|uah|uzs|тг|тенге))+$/

export function roleOf(header: string): Role | undefined {
  const name = header
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\d№]+/gu, ' ')
    .trim()
    .replace(units, '')
  return words.find(([, shape]) => shape.test(name))?.[0]
}

/** Stages that mean money came, as far as their names say. */
export const isPaidStage = (stage: string): boolean =>
  /(payment done|\bpaid\b|succeeded|closed won|^won$|оплачен|успешно реализ|сделка успешна|выигран)/i.test(stage) &&
  !/(\bnot\b|\bun|wait|partial|^не |не оплачен|ожида|частич)/i.test(stage)
