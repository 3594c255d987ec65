type Row = Record<string, unknown>

const minute = 60_000
const day = 1440 * minute
const start = Date.UTC(2026, 6, 2)

/** The portal's clock is three hours ahead. */
export const portalTime = (ms: number) => new Date(ms + 180 * minute).toISOString().replace(/\.\d+Z$/, '+03:00')

const each = (count: number, make: (i: number) => Row): Row[] => Array.from({ length: count }, (_, i) => make(i + 1))

const phone = (i: number) => [
  { ID: String(i), VALUE: `+7 912 555-${String(1000 + i)}`, VALUE_TYPE: 'WORK', TYPE_ID: 'PHONE' },
]

/** A portal of a few hundred rows; ids are texts here and numbers there, as in life. */
export function portalData() {
  const lead = each(107, (i) => ({
    ID: String(i),
    TITLE: `canary-title ${i}`,
    NAME: 'canary-name',
    STATUS_ID: i % 9 === 0 ? 'JUNK' : i % 4 === 0 ? 'CONVERTED' : 'NEW',
    SOURCE_ID: i % 2 ? 'WEB' : 'UC_1',
    ASSIGNED_BY_ID: String(1 + (i % 3)),
    CONTACT_ID: i % 2 ? null : String(1 + (i % 20)),
    COMPANY_ID: '0',
    DATE_CREATE: portalTime(start + i * 3 * 60 * minute),
    // Threes share an instant.
    DATE_MODIFY: portalTime(start + Math.floor(i / 3) * 6 * 60 * minute),
    UTM_SOURCE: i % 2 ? 'yandex' : null,
    UTM_MEDIUM: 'cpc',
    PHONE: phone(i),
    EMAIL: [{ VALUE: `canary-mail${i}@example.com` }],
    UF_CRM_REGION: i % 5 ? '45' : '',
    UF_CRM_BUDGET: `${i}000.5|RUB`,
    UF_CRM_VERDICT: i % 3 ? [] : ['71'],
  })).filter(({ ID }) => ID !== '50')
  const deal = each(60, (i) => ({
    ID: String(i * 2),
    TITLE: 'canary-title',
    CATEGORY_ID: i % 2 ? '0' : '3',
    STAGE_ID: i % 2 ? 'NEW' : 'C3:WON',
    STAGE_SEMANTIC_ID: i % 2 ? 'P' : 'S',
    OPPORTUNITY: i === 7 ? '0.00' : `${19_999 + i}.${String(i).padStart(2, '0')}`,
    CURRENCY_ID: i % 10 ? 'RUB' : 'USD',
    LEAD_ID: i % 2 ? '0' : String(i),
    CONTACT_ID: String(1 + (i % 20)),
    CLOSED: i % 2 ? 'N' : 'Y',
    CLOSEDATE: i % 3 ? '' : '2026-07-30T03:00:00+03:00',
    MOVED_TIME: portalTime(start + i * day * 0.2),
    DATE_CREATE: portalTime(start + i * 4 * 60 * minute),
    DATE_MODIFY: portalTime(start + i * 5 * 60 * minute),
    UF_CRM_COST: `${i}.25|${i % 10 ? 'RUB' : 'USD'}`,
  })).filter(({ ID }) => ID !== '44')
  const contact = each(20, (i) => ({
    ID: String(i),
    NAME: 'canary-name',
    COMPANY_ID: null,
    DATE_CREATE: portalTime(start),
    DATE_MODIFY: portalTime(start + i * minute),
    PHONE: phone(200 + i),
  }))
  // Enough for pages to be asked for several at once.
  const history = { lead: steps(360, 'lead'), deal: steps(50, 'deal') }
  const activity = each(55, (i) => ({
    ID: String(i),
    OWNER_ID: String(1 + (i % 40)),
    OWNER_TYPE_ID: String(1 + (i % 3)),
    TYPE_ID: String(1 + (i % 6)),
    PROVIDER_ID: ['CRM_MEETING', 'VOXIMPLANT_CALL', 'CRM_TASKS_TASK', 'CRM_EMAIL', 'CRM_TODO', 'IMOPENLINES_SESSION'][
      i % 6
    ],
    DIRECTION: String(i % 3),
    SUBJECT: 'canary-title',
    COMPLETED: i % 7 ? 'Y' : 'N',
    RESPONSIBLE_ID: '1',
    CREATED: portalTime(start + i * 60 * minute),
    START_TIME: portalTime(start + i * 61 * minute),
    END_TIME: portalTime(start + i * 62 * minute),
    LAST_UPDATED: portalTime(start + i * 63 * minute),
  }))
  const call = each(30, (i) => ({
    ID: String(i),
    PORTAL_USER_ID: '2',
    PHONE_NUMBER: `+7912555${1000 + i}`,
    CALL_ID: `externalCall.${i}`,
    CALL_TYPE: String(1 + (i % 4)),
    CALL_DURATION: String(i * 3),
    CALL_START_DATE: portalTime(start + i * 7 * 60 * minute),
    CALL_FAILED_CODE: i % 4 ? '200' : '603-S',
    CRM_ENTITY_TYPE: i % 2 ? 'LEAD' : 'CONTACT',
    CRM_ENTITY_ID: String(i),
    CRM_ACTIVITY_ID: i % 3 ? String(1000 + i) : null,
    COST_CURRENCY: 'RUR',
    RECORD_FILE_ID: i % 2 ? 9000 + i : null,
  }))
  const items: Record<string, Row[]> = {}
  return { lead, deal, contact, history, activity, call, items }
}

/** Ints here, as the documentation says; texts come from real portals. */
const steps = (count: number, entity: 'lead' | 'deal'): Row[] =>
  each(count, (i) => ({
    ID: i % 2 ? i * 3 : String(i * 3),
    TYPE_ID: 1,
    OWNER_ID: entity === 'lead' ? i : i * 2,
    CREATED_TIME: portalTime(start + i * 60 * minute),
    ...(entity === 'lead'
      ? { STATUS_ID: 'NEW', STATUS_SEMANTIC_ID: 'P' }
      : { CATEGORY_ID: i % 2 ? 0 : '3', STAGE_ID: i % 2 ? 'NEW' : 'C3:NEW', STAGE_SEMANTIC_ID: 'P' }),
  }))
