import { type JsonInside, textIn } from '#shared/json/read.ts'
import type { PersonalRule } from '../../source.ts'
import { namesPerson } from '../crm/people.ts'

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
  'linked_entity',
  'file',
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

function holdsPerson(value: JsonInside | undefined): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(holdsPerson)
  return typeof value === 'string' && !value.startsWith('\u0001') && namesPerson(value)
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
  ...['contacts', 'companies', 'leads', 'lead'].flatMap((one): readonly PersonalRule[] => [
    { at: `**._embedded.${one}.*.name`, as: 'drop' },
    { at: `**._embedded.${one}.name`, as: 'drop' },
  ]),
  { at: '**._embedded.tags.*.name', as: 'drop' },
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

const written = [
  ...['text', 'phone', 'call_result', 'call_responsible', 'from', 'to', 'subject', 'content_summary', 'attach_cnt'],
  ...['name', 'address', 'original_name', 'file_name', 'comment'],
]

export const noteRules: readonly PersonalRule[] = [
  ...written.flatMap((one): readonly PersonalRule[] => [
    { at: `**.params.${one}`, as: 'drop' },
    { at: `**.params.${one.toUpperCase()}`, as: 'drop' },
  ]),
  { at: '**.params.link', as: 'url' },
  { at: '**.params.LINK', as: 'url' },
]

export const taskRules: readonly PersonalRule[] = [
  { at: '**.text', as: 'drop' },
  { at: '**.result.text', as: 'drop' },
]

/** What a field was changed to may be anybody's name or phone. */
export const eventRules: readonly PersonalRule[] = [
  ...['name', 'first_name', 'last_name'].map((one): PersonalRule => ({ at: `**.${one}`, as: 'drop' })),
  { at: '**.custom_field_value.text', as: 'drop', when: ({ text }) => holdsPerson(text) },
]
