import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

const illegal = /[\\:*?"<>|\p{Cc}]/u

/** Why this text can't be a key, in a word for the error's reader; undefined: it can. */
function fault(key: string): string | undefined {
  if (!key.isWellFormed() || key.normalize('NFC') !== key) return 'Unicode NFC'
  if (Buffer.byteLength(key) > 1024) return '> 1024'
  const found = illegal.exec(key)
  if (found) return JSON.stringify(found[0])
  for (const part of key.split('/')) {
    if (part === '') return '//'
    if (/^[._]|[. ]$/.test(part)) return JSON.stringify(part)
    if (Buffer.byteLength(part) > 240) return '> 240'
  }
  return undefined
}

export const isKey = (text: string): boolean => fault(text) === undefined

/** Refuses every key that some store or file system would hide, change or confuse with another one. */
export function checkKey(key: string): void {
  const reason = fault(key)
  if (reason === undefined) return
  throw new Bug({
    who: 'lake',
    code: 'LAKE_KEY',
    what: say(
      `Недопустимый ключ ${JSON.stringify(key)} (${reason})`,
      `Key ${JSON.stringify(key)} is not allowed (${reason})`,
    ),
    hint: say(
      'Имена источников и кабинетов — буквы, цифры, дефис, подчёркивание внутри имени',
      'Name sources and accounts with letters, digits, hyphens and underscores inside the name',
    ),
  })
}

/** A prefix is a key cut short anywhere: whole parts before the last slash must be legal, the rest only free of traps. */
export function checkPrefix(prefix: string): void {
  const cut = prefix.lastIndexOf('/')
  if (cut >= 0) checkKey(prefix.slice(0, cut))
  const rest = prefix.slice(cut + 1)
  if (rest !== '') checkKey(`${rest}x`)
}

/** By UTF-16 code unit, as JavaScript compares; the same on every machine. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
