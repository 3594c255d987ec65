/** Unix seconds. */
export const seconds = (ms: number): number => Math.floor(ms / 1000)

export const day = 86_400_000
export const start = Date.UTC(2026, 6, 2, 7)
const host = 'https://example.amocrm.ru'

export interface Entity {
  readonly id: number | string
  readonly created_at: number
  updated_at?: number
  [name: string]: unknown
}

const field = (
  field_id: number,
  field_name: string,
  field_code: string | null,
  value: unknown,
  field_type = 'text',
) => ({
  ...{ field_id, field_name, field_code, field_type },
  values: [{ value }],
})

export function leadOf(i: number, changes: Partial<Entity> = {}): Entity {
  const id = 9_000_000_000_000_000_000n + BigInt(i)
  return {
    id: String(id),
    name: `canary-name Иван ${i}`,
    price: 1000 * i + 7,
    ...{ responsible_user_id: 504, status_id: i % 4 === 0 ? 143 : 101 + (i % 3), pipeline_id: i % 2 ? 31 : 32 },
    ...{ loss_reason_id: null, source_id: null, score: null, account_id: 77, is_deleted: false },
    created_at: seconds(start + i * day),
    // Threes share a second.
    updated_at: seconds(start + Math.floor(i / 3) * 2 * day),
    closed_at: i % 4 === 0 ? seconds(start + (i + 1) * day) : null,
    custom_fields_values: [
      field(1, 'Регион', null, i % 2 ? 'Москва' : 'Тверь'),
      field(2, 'Бюджет', null, `${i} 000`, 'numeric'),
      field(3, 'Телефон второй', null, '+7 912 000-00-01'),
      field(4, 'Комментарий', null, 'пишите canary-mail@example.org'),
      field(41, 'Примечание', null, 'Иван, тел. 8 (912) 000-00-01'),
      field(42, 'Пожелания', null, 'canary-name просил утром', 'textarea'),
      field(5, 'utm_source', 'UTM_SOURCE', 'yandex', 'tracking_data'),
      field(6, '_ym_uid', '_YM_UID', `15888416811234567${i}`, 'tracking_data'),
      field(7, 'Вердикт', null, i % 3 ? '✅ Целевой' : '❌ Спам', 'select'),
    ],
    _links: { self: { href: `${host}/api/v4/leads/${id}` } },
    _embedded: {
      tags: [],
      loss_reason: i % 4 === 0 ? [{ id: 9, name: 'Дорого' }] : [],
      contacts: [{ id: 700 + i, is_main: true }],
      companies: i % 2 ? [{ id: 800 }] : [],
    },
    ...changes,
  }
}

export const personOf = (i: number, name: string): Entity => ({
  id: i,
  ...{ name: `canary-name ${name}`, first_name: 'canary-name', last_name: 'canary-name' },
  ...{ created_at: seconds(start), updated_at: seconds(start + i * 1000) },
  custom_fields_values: [
    { ...field(11, 'Телефон', 'PHONE', '+7 912 000-00-01', 'multitext') },
    { ...field(12, 'Email', 'EMAIL', 'canary-mail@example.org', 'multitext') },
  ],
  _embedded: { companies: [] },
})

export const eventOf = (i: number, changes: Partial<Entity> = {}): Entity => ({
  id: `evt-${i}`,
  type: 'lead_status_changed',
  ...{
    entity_id: String(9_000_000_000_000_000_000n + BigInt(i % 12)),
    entity_type: 'lead',
    created_by: i % 2 ? 504 : 0,
  },
  created_at: seconds(start + i * 3_600_000),
  value_after: [{ lead_status: { id: 102, pipeline_id: 31 } }],
  value_before: [{ lead_status: { id: 101, pipeline_id: 31 } }],
  ...changes,
})

export const noteOf = (i: number, entity_id: number | string): Entity => ({
  ...{ id: i, entity_id, note_type: i % 2 ? 'call_in' : 'call_out', responsible_user_id: 504 },
  ...{ created_at: seconds(start + i * 60_000), updated_at: seconds(start + i * 60_000) },
  params: {
    uniq: `u${i}`,
    duration: i,
    phone: '+7 912 000-00-01',
    link: 'https://calls.example/1.mp3',
    call_status: i % 2 ? 4 : 6,
  },
})

export const taskOf = (i: number): Entity => ({
  ...{
    id: i,
    entity_id: '9000000000000000001',
    entity_type: 'leads',
    task_type_id: (i % 3) + 1,
    is_completed: i % 2 === 0,
  },
  ...{
    created_at: seconds(start),
    updated_at: seconds(start + i * 60_000),
    text: 'позвонить canary-name',
    responsible_user_id: 504,
  },
})

export const enquiryOf = (i: number): Entity => ({
  ...{ id: `u${i}`, uid: `98fb033cefde${i}`, source_name: 'canary-free site', category: 'forms', pipeline_id: 31 },
  created_at: seconds(start + i * day),
  metadata: {
    ...{ form_id: '1', form_name: 'Заявка', ip: '10.11.12.13' },
    form_page: 'https://shop.example/?utm_source=vk&utm_medium=cpc&phone=79120000001',
    referer: 'https://ya.ru/',
  },
  _links: { self: { href: `${host}/api/v4/leads/unsorted/98fb033cefde${i}` } },
  _embedded: { leads: [{ id: 5000 + i }], contacts: [{ id: 6000 + i, name: 'canary-name' }], companies: [] },
})

export const pipelines: readonly Entity[] = [31, 32].map((id) => ({
  ...{ id, name: `Воронка ${id}`, created_at: 0 },
  _embedded: {
    statuses: [
      { id: 100, name: 'Неразобранное', type: 1 },
      { id: 101, name: 'Новая заявка', type: 0 },
      { id: 102, name: 'Взяли в работу', type: 0 },
      { id: 103, name: 'Квалифицирован', type: 0 },
      { id: 104, name: 'КП отправлено', type: 0 },
      { id: 142, name: 'Успешно реализовано', type: 0 },
      { id: 143, name: 'Закрыто и не реализовано', type: 0 },
    ],
  },
}))

export const fields: readonly Entity[] = [
  ['Регион', 'select'],
  ['Бюджет, ₽', 'numeric'],
  ['Срок покупки, мес', 'numeric'],
  ['Оценка лида', 'select'],
  ['Причина отказа', 'select'],
  ['Client ID', 'text'],
  ['Себестоимость', 'monetary'],
  ['Телефон второй', 'text'],
].map(([name, type], i) => ({ ...{ id: 900 + i, name, type, code: null, created_at: 0 }, enums: null }))
