import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalEmail } from '#shared/people/email.ts'
import { personKey } from '#shared/people/keys.ts'
import { normalPhone } from '#shared/people/phone.ts'
import { urlWithoutPeople } from '#shared/people/url.ts'

const phones: readonly (readonly [string, string | null])[] = [
  ['8 (999) 123-45-67', '+79991234567'],
  ['9991234567', '+79991234567'],
  ['7 999 123 45 67', '+79991234567'],
  ['+7 999 123-45-67', '+79991234567'],
  ['+7(999)1234567', '+79991234567'],
  ['89991234567 доб. 12', '+79991234567'],
  ['8 999 123 45 67 ext 5', '+79991234567'],
  ['+7 999 123 45 67 #7', '+79991234567'],
  ['007 999 123 45 67', '+79991234567'],
  ['８９９９１２３４５６７', '+79991234567'],
  ['8\u00a0999\u00a0123\u00a045\u00a067', '+79991234567'],
  ['tel: 8-999-123-45-67', '+79991234567'],
  ['8 800 555 35 35', '+78005553535'],
  ['8 495 123-45-67', '+74951234567'],
  ['8 7012345678', '+77012345678'],
  ['+7 701 234 56 78', '+77012345678'],
  ['810 49 30 123456', '+4930123456'],
  ['0049 30 123456', '+4930123456'],
  ['+49 30 123456', '+4930123456'],
  ['+375 29 123-45-67', '+375291234567'],
  ['375291234567', '+375291234567'],
  ['998901234567', '+998901234567'],
  ['+1 212 555 0123', '+12125550123'],
  ['123', null],
  ['', null],
  ['нет', null],
  ['8 999 123 45', null],
  ['+7 000 000 00 00', null],
  ['99999999999999999999', null],
  ['a3f5c9d2e1b04768a3f5c9d2e1b04768', null],
  ['ivan@example.com', null],
]

const emails: readonly (readonly [string, string | null])[] = [
  [' Ivan.Petrov+ads@Example.COM ', 'ivan.petrov+ads@example.com'],
  ['mailto:ivan@example.com', 'ivan@example.com'],
  ['<ivan@example.com>', 'ivan@example.com'],
  ['иван@пример.рф', 'иван@xn--e1afmkfd.xn--p1ai'],
  ['ivan@пример.рф', 'ivan@xn--e1afmkfd.xn--p1ai'],
  ['e\u0301@example.com', 'é@example.com'],
  ['ivan@localhost', null],
  ['ivan@@example.com', null],
  ['ivan example.com', null],
  ['', null],
  ['@example.com', null],
  ['h1:0123456789abcdef0123456789abcdef', null],
]

const urls: readonly (readonly [string, string])[] = [
  ['https://a.ru/?utm_source=x&email=i%40a.ru&phone=79991234567#top', 'https://a.ru/?utm_source=x#top'],
  ['/thanks?user=i@a.ru', '/thanks'],
  ['/p?yclid=1234567890123456789', '/p?yclid=1234567890123456789'],
  ['/p', '/p'],
]

const key = new Uint8Array(32).fill(7)

describe('people', () => {
  it.each(phones)('phone %s → %s', (text, normal) => expect(normalPhone(text, 'RU')).toBe(normal))
  it.each(emails)('e-mail %s → %s', (text, normal) => expect(normalEmail(text)).toBe(normal))

  it.each(urls)('address %s → %s', (url, clean) => expect(urlWithoutPeople(url)).toBe(clean))

  it('takes the region for numbers without a code', () => {
    expect(normalPhone('030 123456', 'DE')).toBe('+4930123456')
    expect(normalPhone('030 123456', 'RU')).toBeNull()
  })

  it('normalises what is normal to itself', () => {
    for (const [text] of phones) {
      const once = normalPhone(text, 'RU')
      if (once) expect(normalPhone(once, 'RU')).toBe(once)
    }
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'grapheme' })), (text) => {
        const once = normalEmail(text)
        if (once !== null) expect(normalEmail(once)).toBe(once)
      }),
    )
    fc.assert(
      fc.property(fc.stringMatching(/^[+0-9 ()-]{1,20}$/), (text) => {
        const once = normalPhone(text, 'RU')
        if (once !== null) expect(normalPhone(once, 'RU')).toBe(once)
      }),
    )
  })

  it('hashes by key, and spellings of one phone alike', () => {
    const hash = personKey('phone', '8 (999) 123-45-67', 'RU', key)
    expect(hash).toMatch(/^[0-9a-f]{32}$/)
    expect(personKey('phone', '+79991234567', 'RU', key)).toBe(hash)
    expect(personKey('phone', '+79991234567', 'RU', new Uint8Array(32))).not.toBe(hash)
  })

  it('never passes through what looks hashed', () => {
    const hash = personKey('email', 'ivan@example.com', 'RU', key)!
    expect(personKey('email', hash, 'RU', key)).toBeNull()
    expect(personKey('phone', `h1:${hash}`, 'RU', key)).toBeNull()
  })
})
