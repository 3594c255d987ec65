type Row = Record<string, unknown>

export const statusRows: readonly Row[] = [
  { ENTITY_ID: 'STATUS', STATUS_ID: 'NEW', NAME: 'Не обработан', SEMANTICS: null, EXTRA: { SEMANTICS: 'process' } },
  { ENTITY_ID: 'STATUS', STATUS_ID: 'CONVERTED', NAME: 'Качественный', SEMANTICS: 'S' },
  { ENTITY_ID: 'STATUS', STATUS_ID: 'JUNK', NAME: 'Некачественный', SEMANTICS: 'F', EXTRA: { SEMANTICS: 'failure' } },
  { ENTITY_ID: 'DEAL_STAGE', STATUS_ID: 'NEW', NAME: 'Новая', SEMANTICS: null, EXTRA: { SEMANTICS: 'process' } },
  { ENTITY_ID: 'DEAL_STAGE', STATUS_ID: 'APOLOGY', NAME: 'Разбор', SEMANTICS: 'F', EXTRA: { SEMANTICS: 'apology' } },
  { ENTITY_ID: 'DEAL_STAGE_3', STATUS_ID: 'C3:WON', NAME: 'Успех', SEMANTICS: 'S', EXTRA: { SEMANTICS: 'success' } },
  { ENTITY_ID: 'SOURCE', STATUS_ID: 'WEB', NAME: 'Веб-сайт', SEMANTICS: null },
  { ENTITY_ID: 'SOURCE', STATUS_ID: 'UC_1', NAME: 'Выставка', SEMANTICS: null },
  { ENTITY_ID: 'CONTACT_TYPE', STATUS_ID: 'CLIENT', NAME: 'Клиенты', SEMANTICS: null },
].map((row, i) => ({ ID: String(i + 1), SORT: String(i * 10), SYSTEM: 'Y', CATEGORY_ID: null, ...row }))

export const userRows: readonly Row[] = Array.from({ length: 53 }, (_, i) => ({
  ID: String(i + 1),
  ACTIVE: true,
  NAME: 'Ольга',
  LAST_NAME: `Петрова ${i + 1}`,
  EMAIL: `canary-mail-staff${i}@example.com`,
  PERSONAL_MOBILE: '+7 912 555-9999',
  LAST_LOGIN: '2026-07-01T10:00:00+03:00',
}))

export const fieldRows = {
  lead: {
    ID: { type: 'integer', title: 'ID', isReadOnly: true },
    UF_CRM_REGION: {
      type: 'enumeration',
      title: 'UF_CRM_REGION',
      formLabel: 'Регион',
      items: [
        { ID: '45', VALUE: 'Москва' },
        { ID: '46', VALUE: 'Казань' },
      ],
    },
    UF_CRM_BUDGET: { type: 'money', title: 'UF_CRM_BUDGET', listLabel: 'Бюджет' },
    UF_CRM_VERDICT: {
      type: 'enumeration',
      isMultiple: true,
      title: 'UF_CRM_VERDICT',
      formLabel: 'Оценка лида',
      items: [{ ID: '71', VALUE: 'Целевой' }],
    },
    UF_CRM_CID: { type: 'string', title: 'UF_CRM_CID', listLabel: 'Client ID Метрики' },
  },
  deal: { UF_CRM_COST: { type: 'money', title: 'UF_CRM_COST', formLabel: 'Себестоимость' } },
}
