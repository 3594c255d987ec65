import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** E.164 of a valid number, without its extension; null for anything else. `region`: country of numbers without a code. */
export function normalPhone(text: string, region: string): string | null {
  if (text.length > 100) return null
  const country: CountryCode = isSupportedCountry(region) ? region : 'RU'
  for (const spelling of spellings(text.normalize('NFKC').trim(), country)) {
    const phone = parsePhoneNumberFromString(spelling, { defaultCountry: country, extract: false })
    if (phone?.isValid()) return phone.number
  }
  return null
}

/** Ways to read a number, likeliest first: as written, `00` for +, 810 as Russia's way abroad, country code without +. */
function* spellings(text: string, country: CountryCode) {
  const main = text.replace(/\s*(доб\.?|вн\.?|ext\.?|extension|x|#)\s*\.?:?\s*\d{1,7}$/iu, '')
  const digits = main.replace(/\D/g, '')
  yield main
  if (main.startsWith('+')) return
  if (digits.startsWith('00')) yield `+${digits.slice(2)}`
  if (country === 'RU' && digits.startsWith('810')) yield `+${digits.slice(3)}`
  if (country === 'RU' && /^8\d{10}$/.test(digits)) yield `+7${digits.slice(1)}`
  if (digits.length >= 11) yield `+${digits}`
}
