import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

/** A secret's name must be an environment variable's name, so that every store can hold it unchanged. */
export function checkName(name: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return
  throw new FixConfig({
    who: 'secrets',
    code: 'SECRET_NAME',
    what: say(`Имя секрета «${name}» не годится`, `"${name}" can't name a secret`),
    hint: say('Пишите так: YANDEX_DIRECT_TOKEN', 'Write it like this: YANDEX_DIRECT_TOKEN'),
  })
}
