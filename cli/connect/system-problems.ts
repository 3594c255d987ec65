import { nearest } from '#ingest/sources/file/nearest.ts'
import { sources } from '#ingest/sources/index.ts'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

export const exists = (target: string, kind: string, name: string) =>
  new FixConfig({
    code: 'CONNECTION_EXISTS',
    where: target,
    what: say('такое подключение уже есть', 'this connection exists already'),
    hint: say(
      `Заменить ключ или попробовать ещё раз: concord connect ${kind} --name ${name}. Другое имя: --name ИМЯ, переписать: --force`,
      `To replace its key or try again: concord connect ${kind} --name ${name}. Another name: --name NAME, to overwrite it: --force`,
    ),
  })

export const badName = (name: string) =>
  new FixConfig({
    code: 'BAD_FLAG',
    what: say(`имя «${name}» не годится`, `the name "${name}" does not fit`),
    hint: say('Можно строчные латинские буквы, цифры, _ и -', 'It may hold small Latin letters, digits, _ and -'),
  })

export function unknownKind(kind: string): FixConfig {
  const all = ['file', ...Object.keys(sources)]
  const near = nearest(kind, all)
  const list = all.join(', ')
  return new FixConfig({
    code: 'UNKNOWN_KIND',
    what: say(`системы ${kind} Concord не знает`, `Concord does not know the system ${kind}`),
    hint: near
      ? say(`Возможно, ${near}. Есть: ${list}`, `Perhaps ${near}. There are: ${list}`)
      : say(`Есть: ${list}`, `There are: ${list}`),
  })
}
