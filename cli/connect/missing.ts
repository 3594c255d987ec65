import type { Source } from '#ingest/source.ts'
import { FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'

/** A flag that would have answered, and what it is. */
export interface Missing {
  readonly flag: string
  readonly about: Text
}

export const needsFlags = ({ name }: Source, missing: readonly Missing[]) =>
  new FixConfig(
    missing.map(({ flag, about }, i) => ({
      code: 'NEEDS_FLAG',
      what: say(`${name}: не указано ${flag} (${about.ru})`, `${name}: ${flag} is missing (${about.en})`),
      hint: i < missing.length - 1 ? undefined : lineOf(missing),
    })),
  )

/** Only what is missing: the reader has the rest of the command before their eyes. */
const lineOf = (missing: readonly Missing[]): Text => {
  const flags = missing.map(({ flag }) => flag).join(' ')
  return say(
    `Спросить некого (нет терминала). Допишите к команде: ${flags}`,
    `Nobody can be asked (there is no terminal). Add to the command: ${flags}`,
  )
}
