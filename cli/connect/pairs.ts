import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

/** `key=value` words of one flag as a map. Errors: FixConfig for a word without `=` and for keys that nobody knows. */
export function pairsOf(
  flag: string,
  words: readonly string[] | undefined,
  known: readonly string[],
): Record<string, string> {
  const pairs = (words ?? []).map((word) => {
    const [, key = '', value = ''] = /^([^=]*)=([\s\S]*)$/.exec(word) ?? []
    if (key === '') throw notAPair(flag)
    return [key.trim(), value.trim()] as const
  })
  const strange = pairs.map(([key]) => key).filter((key) => !known.includes(key))
  if (strange.length > 0) throw unknownKey(flag, strange, known)
  return Object.fromEntries(pairs)
}

/** What stands after the flag may be a secret: it is not repeated. */
const notAPair = (flag: string) =>
  new FixConfig({
    code: 'BAD_FLAG',
    what: say(`после ${flag} нужно «имя=значение»`, `${flag} needs "name=value"`),
    hint: say(`Например: ${flag} ${example[flag]}`, `For example: ${flag} ${example[flag]}`),
  })

const example: Readonly<Record<string, string>> = {
  '--set': 'property=123',
  '--secret': 'key=GA4_KEY',
  '--secret-file': 'key=key.json',
}

const unknownKey = (flag: string, strange: readonly string[], known: readonly string[]) =>
  new FixConfig({
    code: 'BAD_FLAG',
    what: say(`${flag}: не знаю имени ${strange.join(', ')}`, `${flag}: there is no ${strange.join(', ')}`),
    hint: say(`Есть: ${known.join(', ')}`, `There are: ${known.join(', ')}`),
  })
