import { account, click, pulled, utm } from './common.ts'
import { bool, defineRecord, double, id, instant, int, money, text } from './record.ts'

const stage = {
  pipeline: text('Воронка в CRM', 'Pipeline in the CRM'),
  stage: text('Этап, как его называет CRM', 'Stage as the CRM calls it'),
}

const people = {
  contact_id: id('Контакт', 'Contact id'),
  company_id: id('Компания', 'Company id'),
  responsible: text('Ответственный менеджер', 'Responsible manager'),
  product: text('Продукт', 'Product'),
}

const lifecycle = {
  merged_into: id('С чем объединено', 'Merged into'),
  deleted: bool('Удалено в CRM', 'Deleted in the CRM'),
  url: text('Карточка в CRM', 'Link to the card'),
}

export const lead = defineRecord({
  name: 'lead',
  about: {
    ru: 'Обращение, каким его держит CRM; версии, новейшая побеждает',
    en: 'Inbound request as the CRM holds it; newest version wins',
  },
  key: ['lead_id'],
  dated: 'created_at',
  columns: {
    ...account,
    lead_id: id.must('Обращение', 'Lead id'),
    ...stage,
    created_at: instant.must('Создано', 'Created'),
    updated_at: instant('Изменено', 'Updated'),
    ...people,
    client_id: id('Идентификатор посетителя', 'Client id'),
    channel_hint: text('Источник, как он назван в CRM', 'Source as the CRM calls it'),
    ...utm,
    ...click,
    referrer: text('Откуда пришёл', 'Referrer'),
    score: double('Балл', 'Score'),
    reject_reason: text('Причина отказа', 'Reject reason'),
    ...lifecycle,
    ...pulled,
  },
})

export const deal = defineRecord({
  name: 'deal',
  about: { ru: 'Сделка; версии, новейшая побеждает', en: 'Sale in progress; newest version wins' },
  key: ['deal_id'],
  dated: 'created_at',
  columns: {
    ...account,
    deal_id: id.must('Сделка', 'Deal id'),
    lead_id: id('Обращение, если известно', 'Lead id where known'),
    ...stage,
    created_at: instant.must('Создана', 'Created'),
    updated_at: instant('Изменена', 'Updated'),
    closed_at: instant('Закрыта', 'Closed'),
    amount_micros: money('Сумма, миллионные доли', 'Amount, micros'),
    cost_micros: money('Себестоимость, миллионные доли', 'Cost of goods, micros'),
    currency: text('Валюта', 'Currency'),
    ...people,
    lost_reason: text('Причина проигрыша', 'Lost reason'),
    ...lifecycle,
    ...pulled,
  },
})

export const leadField = defineRecord({
  name: 'lead_field',
  about: {
    ru: 'Поле обращения: критерии, бюджет, регион, горизонт, теплота',
    en: 'A mapped field of a lead: criteria, budget, region, horizon, warmth',
  },
  key: ['lead_id', 'field'],
  dated: 'noted_at',
  columns: {
    ...account,
    lead_id: id.must('Обращение', 'Lead id'),
    field: text.must('Поле', 'Field'),
    value_text: text('Значение текстом', 'Value as text'),
    value_number: double('Значение числом', 'Value as number'),
    noted_at: instant.must(
      'Когда отмечено (не известно — дата обращения)',
      'When noted (unknown: when the lead was created)',
    ),
    ...pulled,
  },
})

export const stageChange = defineRecord({
  name: 'stage_change',
  about: { ru: 'Вход в этап', en: 'Entry into a stage' },
  key: ['entity', 'entity_id', 'to_stage', 'changed_at'],
  dated: 'changed_at',
  columns: {
    ...account,
    entity: text.must('lead или deal', 'lead or deal'),
    entity_id: id.must('Что перешло', 'What moved'),
    pipeline: text('Воронка', 'Pipeline'),
    from_stage: text('Из этапа', 'From stage'),
    from_pipeline: text('Из воронки; пусто: из той же', 'From pipeline; empty: from the same'),
    to_stage: text.must('В этап', 'To stage'),
    changed_at: instant.must('Когда', 'When'),
    changed_by: text('Кто', 'By whom'),
    ...pulled,
  },
})

export const activity = defineRecord({
  name: 'activity',
  about: { ru: 'Звонок, сообщение, письмо, встреча', en: 'Call, message, mail, meeting' },
  key: ['activity_id'],
  dated: 'happened_at',
  columns: {
    ...account,
    activity_id: id.must('Действие', 'Activity id'),
    lead_id: id('Обращение', 'Lead id'),
    deal_id: id('Сделка', 'Deal id'),
    contact_id: id('Контакт', 'Contact id'),
    kind: text.must('call, message, mail, meeting', 'call, message, mail, meeting'),
    direction: text('in или out', 'in or out'),
    happened_at: instant.must('Когда', 'When'),
    duration_s: int('Секунды', 'Seconds'),
    is_answered: bool('Ответили', 'Answered'),
    made_by: text('Кто', 'By whom'),
    recording_ref: text('Ссылка на запись', 'Recording reference'),
    ...pulled,
  },
})

export const verdict = defineRecord({
  name: 'verdict',
  about: {
    ru: 'Оценка обращения, ответ маркетинга, решение',
    en: "Feedback on a lead, marketing's answer, the decision",
  },
  key: ['lead_id', 'act', 'given_at'],
  dated: 'given_at',
  columns: {
    ...account,
    lead_id: id.must('Обращение', 'Lead id'),
    act: text.must('verdict, accept, dispute, decide', 'verdict, accept, dispute, decide'),
    verdict: text('Вердикт, как он назван в CRM', 'Verdict as the CRM calls it'),
    reason: text('Причина', 'Reason'),
    given_by: text('Кто', 'By whom'),
    given_at: instant.must('Когда (не известно — дата обращения)', 'When (unknown: when the lead was created)'),
    evidence: text('Доказательство', 'Evidence'),
    ...pulled,
  },
})

export const payment = defineRecord({
  name: 'payment',
  about: { ru: 'Деньги пришли или возвращены', en: 'Money in, or a refund' },
  key: ['payment_id'],
  dated: 'paid_at',
  columns: {
    ...account,
    payment_id: id.must('Платёж', 'Payment id'),
    deal_id: id('Сделка', 'Deal id'),
    lead_id: id('Обращение', 'Lead id'),
    paid_at: instant.must('Когда (не известно — дата обращения)', 'When (unknown: when the deal was created)'),
    is_dated: bool('Дата платежа известна', 'The payment date is known'),
    amount_micros: money.must('Сумма, миллионные доли; возврат отрицателен', 'Amount, micros; a refund is negative'),
    currency: text.must('Валюта', 'Currency'),
    kind: text('first, next, refund', 'first, next, refund'),
    ...pulled,
  },
})

export const contact = defineRecord({
  name: 'contact',
  about: { ru: 'Человек', en: 'A person' },
  key: ['contact_id'],
  dated: 'created_at',
  columns: {
    ...account,
    contact_id: id.must('Контакт', 'Contact id'),
    created_at: instant('Создан', 'Created'),
    updated_at: instant('Изменён', 'Updated'),
    phone_key: text('Ключевой хеш телефона', 'Keyed hash of the phone'),
    email_key: text('Ключевой хеш почты', 'Keyed hash of the e-mail'),
    client_id: id('Идентификатор посетителя', 'Client id'),
    company_id: id('Компания', 'Company id'),
    merged_into: id('С кем объединён', 'Merged into'),
    ...pulled,
  },
})

export const answer = defineRecord({
  name: 'answer',
  about: { ru: 'Ответ на опрос (NPS)', en: 'Survey answer (NPS)' },
  key: ['answer_id'],
  dated: 'answered_at',
  columns: {
    ...account,
    answer_id: id.must('Ответ', 'Answer id'),
    contact_id: id('Контакт', 'Contact id'),
    deal_id: id('Сделка', 'Deal id'),
    answered_at: instant.must('Когда', 'When'),
    score: double('Оценка', 'Score'),
    ...pulled,
  },
})
