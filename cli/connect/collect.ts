import type { Source } from '#ingest/source.ts'
import { firstDay } from '#ingest/source-connection.ts'
import { FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Secrets } from '#shared/runtime.ts'
import { badDay, isDay } from '../month.ts'
import type { Asker } from './ask.ts'
import { question, settingsOf } from './collect-settings.ts'
import { tokenGuides } from './guides.ts'
import { type Missing, needsFlags } from './missing.ts'
import { pairsOf } from './pairs.ts'
import type { ConnectSystemOptions, Request } from './request.ts'
import { rolesOf, secretName, secretValue } from './secrets.ts'

export interface Collected {
  readonly request: Request
  /** Values by name in .env; those that stand there already too. */
  readonly values: ReadonlyMap<string, string>
}

export interface CollectPlaces {
  readonly secrets: Secrets
  readonly env: NodeJS.ProcessEnv
  readonly asker: Asker | undefined
  /** Epoch ms. */
  readonly now: number
}

/** Everything that a connection needs, from the flags and else from the person. Errors: FixConfig naming every flag that is missing. */
export async function collect(
  source: Source,
  name: string,
  options: ConnectSystemOptions,
  places: CollectPlaces,
): Promise<Collected> {
  const missing: Missing[] = []
  const guide = tokenGuides[source.name]
  if (places.asker && guide)
    places.asker.tell(say(`${source.about.ru}\n${guide.ru}`, `${source.about.en}\n${guide.en}`))
  const account = await accountOf(source, options, places, missing)
  const settings = await settingsOf(source, options, places, missing)
  const since = firstDay(options, places.now)
  if (!isDay(since)) throw badDay(since)
  const { secrets, values } = await secretsOf(source, name, options, places, missing)
  if (missing.length > 0) throw needsFlags(source, missing)
  return { request: { source, name, account, since, baseUrl: options.baseUrl, settings, secrets }, values }
}

async function accountOf(
  { account }: Source,
  options: ConnectSystemOptions,
  { asker }: CollectPlaces,
  missing: Missing[],
) {
  if (options.account !== undefined) return checkedAccount(options.account)
  if (!account) return 'main'
  for (let answer = await asker?.ask(question('account', account)); answer !== undefined; ) {
    if (accountForm.test(answer)) return answer
    asker!.tell(say(`  ✗ ${accountHint.ru}`, `  ✗ ${accountHint.en}`))
    answer = await asker!.ask(question('account', account))
  }
  missing.push({ flag: '--account …', about: account })
  return 'main'
}

const accountHint = say(
  'Одно слово: латинские буквы, цифры, _ и -, без точек и пробелов',
  'One word: Latin letters, digits, _ and -, without dots and blanks',
)
const accountForm = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/
function checkedAccount(text: string): string {
  if (accountForm.test(text)) return text
  throw new FixConfig({
    code: 'BAD_FLAG',
    what: say(`--account ${text}: так нельзя`, `--account ${text}: this can not be`),
    hint: accountHint,
  })
}

/** The door's secret is not needed: without a name the door stays shut. */
async function secretsOf(
  source: Source,
  connection: string,
  options: ConnectSystemOptions,
  places: CollectPlaces,
  missing: Missing[],
) {
  const roles = rolesOf(source)
  const names = pairsOf('--secret', options.secret, roles)
  const files = pairsOf('--secret-file', options.secretFile, roles)
  const secrets: Record<string, string> = {}
  const values = new Map<string, string>()
  for (const role of roles) {
    const about = source.secrets[role] ?? hookAbout
    const isNeeded = Object.hasOwn(source.secrets, role)
    if (!isNeeded && names[role] === undefined && files[role] === undefined) continue
    const name = names[role] ?? secretName(connection, role)
    const wanted = { role, name, about, file: files[role], isNeeded }
    const value = await secretValue(wanted, { ...places, renew: false })
    secrets[role] = name
    if (value) values.set(name, value)
    else if (isNeeded || source.door?.proof.kind !== 'url')
      missing.push({ flag: `--secret-file ${role}=${path}`, about: inEnv(name, about) })
  }
  return { secrets, values }
}

const path = 'PATH'

const inEnv = (name: string, about: Text) =>
  say(
    `${about.ru}; или значение в переменной ${name} или в .env`,
    `${about.en}; or its value in the variable ${name} or in .env`,
  )

export const hookAbout = say('секрет вебхуков (дверь concord door)', 'the secret of webhooks (concord door)')
