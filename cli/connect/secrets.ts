import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Source } from '#ingest/source.ts'
import { FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Secrets } from '#shared/runtime.ts'
import type { Asker } from './ask.ts'

/** A secret that the connection needs, and where its value may come from. */
export interface WantedSecret {
  readonly role: string
  readonly name: string
  readonly about: Text
  readonly file?: string
  /** Ask until there is an answer. */
  readonly isNeeded?: boolean
}

export interface SecretPlaces {
  readonly secrets: Secrets
  readonly env: NodeJS.ProcessEnv
  readonly asker: Asker | undefined
  /** What stands in .env was refused or is to be replaced: ask anew. */
  readonly renew: boolean
}

/** The roles of a source; the door's own comes last and may stay without a name. */
export const rolesOf = (source: Source): readonly string[] => [
  ...Object.keys(source.secrets),
  ...(source.door && !Object.hasOwn(source.secrets, source.door.secret) ? [source.door.secret] : []),
]

/** `ga4` and `key` → GA4_KEY; `amocrm_token` and `token` → AMOCRM_TOKEN */
export const secretName = (connection: string, role: string): string =>
  (connection.endsWith(`_${role}`) ? connection : `${connection}_${role}`)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replace(/^(\d)/, '_$1')

/** A value from the file named, the environment, .env or the person, in that order; undefined: nowhere. Values are never shown. */
export async function secretValue(wanted: WantedSecret, places: SecretPlaces): Promise<string | undefined> {
  const { secrets, env, asker, renew } = places
  if (wanted.file) return fileText(wanted.file)
  const given = env[wanted.name]?.trim()
  if (given) return given
  const standing = await secrets.read(wanted.name)
  if (standing && !(renew && asker)) return standing
  const ask = () => asker?.askSecret(questionOf(wanted, standing !== undefined && standing !== ''))
  let typed = await ask()
  while (typed === '' && wanted.isNeeded && !standing) {
    asker?.tell(say('  ✗ без него нельзя; прервать — Ctrl-C', '  ✗ it is needed; Ctrl-C stops'))
    typed = await ask()
  }
  if (typed?.startsWith('@')) return fileText(typed.slice(1))
  return typed || standing || undefined
}

const questionOf = ({ role, name, about }: WantedSecret, stands: boolean): Text => {
  const keep = stands ? say('; Enter — оставить прежнее', '; Enter keeps what stands') : say('', '')
  return say(
    `${role}: ${about.ru}\n  (не показывается; сохранится в .env как ${name}; @путь — взять из файла${keep.ru}): `,
    `${role}: ${about.en}\n  (not shown; kept in .env as ${name}; @path takes it from a file${keep.en}): `,
  )
}

function fileText(path: string): string {
  try {
    return readFileSync(resolve(path), 'utf8').trim()
  } catch {
    throw new FixConfig({
      code: 'NO_FILE',
      where: resolve(path),
      what: say('файл с секретом не читается', 'the file of the secret can not be read'),
      hint: say('Проверьте путь после --secret-file роль=', 'Check the path after --secret-file role='),
    })
  }
}
