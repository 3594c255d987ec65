import type { Random } from './random.ts'

export const managers: readonly (readonly [string, number])[] = [
  ['Анна Соколова', 30],
  ['Дмитрий Орлов', 27],
  ['Мария Ким', 25],
  ['Павел Громов', 18],
]

export interface Person {
  readonly name: string
  readonly phone: string
  readonly email: string
  /** 19 digits, as a counter on the site gives them: too long for a floating-point number */
  readonly client: string
}

const firstNames = ['Алексей', 'Андрей', 'Виктор', 'Денис', 'Игорь', 'Кирилл', 'Михаил', 'Олег', 'Роман', 'Сергей']
const lastNames = ['Белов', 'Волков', 'Гусев', 'Егоров', 'Жуков', 'Зайцев', 'Козлов', 'Лебедев', 'Морозов', 'Новиков']
const codes = ['903', '916', '925', '926', '977', '985']

/** No two people share a phone, an e-mail or a client id; a person who asks twice is made so by the story. */
export function makePerson(random: Random, number: number): Person {
  const phone = String((number * 7919 + 1_234_567) % 10_000_000).padStart(7, '0')
  return {
    name: `${random.pick(firstNames)} ${random.pick(lastNames)}`,
    phone: `+7 (${random.pick(codes)}) ${phone.slice(0, 3)}-${phone.slice(3, 5)}-${phone.slice(5)}`,
    email: random.chance(0.7) ? `client${number}@example.com` : '',
    client: clientId(random),
  }
}

export const clientId = (random: Random): string =>
  `17${String(random.between(0, 99_999_999)).padStart(8, '0')}${String(random.between(0, 999_999_999)).padStart(9, '0')}`

const home = ['Московская область', 'Московская область', 'Калужская область', 'Тверская область'] as const
const away = ['Краснодарский край', 'Ростовская область', 'Свердловская область', 'Республика Татарстан'] as const

export interface Wish {
  readonly region: string
  readonly category: string
  readonly horizonMonths: string
  readonly budget: string
}

const unknown: Wish = { region: '', category: '', horizonMonths: '', budget: '' }

export const fittingWish = (random: Random, product: string): Wish => ({
  region: random.pick(home),
  category: product,
  horizonMonths: String(random.between(1, 12)),
  budget: String(random.between(8, 36) * 500_000),
})

export const farWish = (random: Random, product: string): Wish => ({
  ...fittingWish(random, product),
  region: random.pick(away),
})

/** Somebody who will not buy. The form fits, and there was nothing more to ask; now and then the money or the time doesn't fit. */
export function idleWish(random: Random, product: string): Wish {
  const wish = { ...fittingWish(random, product), horizonMonths: '', budget: '' }
  if (random.chance(0.02)) return { ...wish, horizonMonths: String(random.between(18, 48)) }
  return random.chance(0.02) ? { ...wish, budget: String(random.between(5, 18) * 100_000) } : wish
}

/** What is known before anybody has talked to the lead: the region, from the form. */
export const earlyWish = (random: Random): Wish => ({ ...unknown, region: random.pick(home) })
