import { editJson, type JsonInside, textIn } from '#shared/json/read.ts'
import type { PersonalRule } from '../../source.ts'

const dropped = [
  ...['TITLE', 'NAME', 'LAST_NAME', 'SECOND_NAME', 'FULL_NAME', 'HONORIFIC', 'POST', 'BIRTHDATE', 'COMMENTS', 'PHOTO'],
  ...['ADDRESS', 'ADDRESS_2', 'ADDRESS_CITY', 'ADDRESS_POSTAL_CODE', 'ADDRESS_LOC_ADDR_ID', 'COMPANY_TITLE'],
  ...['SOURCE_DESCRIPTION', 'STATUS_DESCRIPTION', 'ADDITIONAL_INFO', 'IM', 'WEB', 'LINK'],
  ...['SUBJECT', 'DESCRIPTION', 'COMMUNICATIONS', 'SETTINGS', 'LOCATION', 'PHONE_NUMBER', 'COMMENT', 'CALL_LOG'],
  ...['PROVIDER_DATA', 'PROVIDER_PARAMS', 'FILES'],
  ...['title', 'name', 'lastName', 'secondName', 'fullName', 'honorific', 'post', 'birthdate', 'comments', 'photo'],
  ...['companyTitle', 'sourceDescription', 'additionalInfo', 'statusDescription', 'address', 'searchContent'],
  ...['shortName', 'skype', 'icq', 'imol', 'login', 'web', 'im', 'SHORT_NAME', 'LOGIN', 'SEARCH_CONTENT'],
]
const phones = ['PHONE', 'phone', 'phoneMobile', 'phoneWork', 'phoneMailing']
const emails = ['EMAIL', 'email', 'emailHome', 'emailWork', 'emailMailing']

const kindOf =
  (kind: string) =>
  (parent: { readonly [key: string]: JsonInside }): boolean =>
    textIn(parent.typeId ?? parent.TYPE_ID).toUpperCase() === kind

/** A phone may come as a number. */
const isWritten = (value: JsonInside | undefined) => typeof value === 'string' || typeof value === 'number'

/** Phones and e-mails become keyed hashes, what people write and are called does not come in at all. */
export const peopleRules: readonly PersonalRule[] = [
  { at: '**.PHONE.*.VALUE', as: 'phone' },
  { at: '**.EMAIL.*.VALUE', as: 'email' },
  ...phones.map((name): PersonalRule => ({ at: `**.${name}`, as: 'phone', when: (row) => isWritten(row[name]) })),
  ...emails.map((name): PersonalRule => ({ at: `**.${name}`, as: 'email', when: (row) => isWritten(row[name]) })),
  { at: '**.fm.*.value', as: 'phone', when: kindOf('PHONE') },
  { at: '**.fm.*.value', as: 'email', when: kindOf('EMAIL') },
  { at: '**.fm.*.value', as: 'drop' },
  { at: '**.CALL_RECORD_URL', as: 'url' },
  ...dropped.map((name): PersonalRule => ({ at: `**.${name}`, as: 'drop' })),
]

const kept = /^(ID|ACTIVE|NAME|LAST_NAME|USER_TYPE|UF_DEPARTMENT|DATE_REGISTER|TIMESTAMP_X)$/i

/** Of colleagues only what they are called at work: the rest of their cards is nobody's business here. */
export function colleaguesOnly(text: string): string {
  try {
    return editJson(text, (value) => withResult(value)).text
  } catch {
    return ''
  }
}

function withResult(value: JsonInside): JsonInside {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const { result, ...rest } = value as { readonly [key: string]: JsonInside }
  return { ...rest, result: keptOf(result ?? null) }
}

function keptOf(value: JsonInside): JsonInside {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one: JsonInside) => keptOf(one))
  const entries = Object.entries(value)
  const isUser = entries.some(([name]) => /^ID$/i.test(name))
  return Object.fromEntries(
    isUser ? entries.filter(([name]) => kept.test(name)) : entries.map(([name, one]) => [name, keptOf(one)]),
  )
}
