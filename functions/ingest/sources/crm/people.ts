import { normalPhone } from '#shared/people/phone.ts'

const phoneInText = /(?<!\d)(\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)/

/** A phone or an e-mail address stands in it. */
export function namesPerson(text: string): boolean {
  if (/[^\s@]@[^\s@]+\.[^\s@]/.test(text) || phoneInText.test(text)) return true
  return /^[\s+()\d-]{11,20}$/.test(text) && /^\D*([78]\D*\d|\+)/.test(text) && normalPhone(text, 'RU') !== null
}
