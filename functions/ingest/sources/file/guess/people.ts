import type { Role } from './role.ts'

/** What a column holds as far as the shape of its cells tells. */
export function personalRole(share: (shape: RegExp) => number): Role | undefined {
  if (share(/^[^\s@]+@[^\s@]+\.[^\s@]+$/) > 0.6) return 'email'
  return share(/^\+?[78]?[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}$/) > 0.8 && share(/^\d{10}$/) < 0.5
    ? 'phone'
    : undefined
}

const email = /[^\s@<(]+@[^\s@]+\.\p{L}{2,}/u
const phone = /(?<![\d-])(?:\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)/

/** Patterns are not run on more of a text. */
const looked = 1000

/** Does any text hold an e-mail or a phone, as notes and names of contacts do? */
export const hasPeople = (cells: readonly string[]): boolean =>
  cells.map((cell) => cell.slice(0, looked)).some((start) => email.test(start) || phone.test(start))

/** Phones without a country, none of them Russian: whose they are only a person can say. */
export function lackCountry(cells: readonly string[]): boolean {
  const bare = cells.filter((cell) => !cell.startsWith('+')).map((cell) => cell.replace(/\D/g, ''))
  return bare.some((digits) => digits.length === 10) && !bare.some((digits) => /^[78]\d{10}$/.test(digits))
}
