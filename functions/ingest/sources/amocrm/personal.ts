import { type JsonInside, textIn } from '#shared/json/read.ts'
import { normalPhone } from '#shared/people/phone.ts'
import type { PersonalRule } from '../../source.ts'

type Parent = { readonly [key: string]: JsonInside }

const code = (parent: Parent): string => textIn(parent.field_code).toUpperCase()

/** The vendor's own marks of a visit: never a person's. */
const marks = /^(_?YM_|GCL|YCLID|FBCLID|ROISTAT|OPENSTAT|FROM$|UTM_(SOURCE|MEDIUM|CAMPAIGN|CONTENT|TERM)$)/
const links = /^(REFERRER|UTM_REFERRER)$/
// Free text is where people write down people.
const types = new Set([
  'textarea',
  'birthday',
  'legal_entity',
  'smart_address',
  'streetaddress',
  'multitext',
  'payer',
  'supplier',
])
const names =
  /телефон|phone|e-?mail|почт|(?<![а-яё])фио(?![а-яё])|фамилия|отчество|(^|\s)имя|first.?name|last.?name|full.?name|паспорт|passport|адрес|address|день рождения|birth|telegram|whatsapp|instagram|skype/i

const isPhone = (parent: Parent) => code(parent) === 'PHONE'
const isEmail = (parent: Parent) => code(parent) === 'EMAIL'
const isLink = (parent: Parent) => links.test(code(parent)) || textIn(parent.field_type) === 'url'

/** By its kind or name; or because what stands in it is a phone or an address, whatever the field is called. */
function isPerson(parent: Parent): boolean {
  if (isPhone(parent) || isEmail(parent) || isLink(parent) || marks.test(code(parent))) return false
  return types.has(textIn(parent.field_type)) || names.test(textIn(parent.field_name)) || holdsPerson(parent.values)
}

const phoneInText = /(?<!\d)(\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)/

function holdsPerson(value: JsonInside | undefined): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(holdsPerson)
  if (typeof value !== 'string' || value.startsWith('\u0001')) return false
  if (/[^\s@]@[^\s@]+\.[^\s@]/.test(value) || phoneInText.test(value)) return true
  return /^[\s+()\d-]{11,20}$/.test(value) && /^\D*([78]\D*\d|\+)/.test(value) && normalPhone(value, 'RU') !== null
}

/** Phones and e-mails of contacts become keyed hashes; what else may name a person is dropped. */
const fieldRules = (at: string): readonly PersonalRule[] => [
  { at: `${at}.values`, as: 'phone', when: isPhone },
  { at: `${at}.values`, as: 'email', when: isEmail },
  { at: `${at}.values`, as: 'url', when: isLink },
  { at: `${at}.values`, as: 'drop', when: isPerson },
]

export const entityRules = (list: string): readonly PersonalRule[] => [
  ...fieldRules('**.custom_fields_values.*'),
  { at: `_embedded.${list}.*.name`, as: 'drop' },
  { at: 'name', as: 'drop' },
  ...['contacts', 'companies', 'leads'].map((one): PersonalRule => ({ at: `**._embedded.${one}.*.name`, as: 'drop' })),
  ...['first_name', 'last_name'].map((one): PersonalRule => ({ at: `**.${one}`, as: 'drop' })),
]

const enquiry = [
  'from',
  'to',
  'phone',
  'client',
  'name',
  'email',
  'ip',
  'subject',
  'last_message_text',
  'content_summary',
]

export const unsortedRules: readonly PersonalRule[] = [
  ...entityRules('unsorted'),
  ...enquiry.map((one): PersonalRule => ({ at: `**.metadata.${one}`, as: 'drop' })),
  ...['form_page', 'referer', 'referrer', 'link'].map((one): PersonalRule => ({ at: `**.metadata.${one}`, as: 'url' })),
]

export const noteRules: readonly PersonalRule[] = [
  ...['text', 'phone', 'call_result', 'from', 'to', 'subject', 'content_summary', 'attach_cnt', 'name'].map(
    (one): PersonalRule => ({ at: `**.params.${one}`, as: 'drop' }),
  ),
  { at: '**.params.link', as: 'url' },
]

export const taskRules: readonly PersonalRule[] = [
  { at: '**.text', as: 'drop' },
  { at: '**.result.text', as: 'drop' },
]
