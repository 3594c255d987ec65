import type { Source } from '#ingest/source.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { tokenExpiry } from '#ingest/sources/amocrm/auth.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { LocalRuntime } from '#shared/runtime-local.ts'
import { instantText } from '../connect/standing.ts'
import type { Finding } from './checks.ts'

const dayMs = 86_400_000

/** How long an unused refresh token lives, by source. */
const refreshDays: Readonly<Record<string, number>> = { amocrm: 90, bitrix24_app: 180 }
/** A person is told so long before a key runs out. */
const noticeDays = 30

interface TokenRow {
  readonly access: string | null
  readonly expiresAt: number
  readonly refreshedAt: number
  readonly sent: string | null
  readonly refused?: boolean
}

type TokenRuntime = Pick<LocalRuntime, 'secrets' | 'state' | 'clock'>

/** Whether the secrets stand, and how long they still hold. Values are read here and never said. */
export async function checkToken(rt: TokenRuntime, source: Source, connection: SourceConnection): Promise<Finding[]> {
  const empty = await emptySecrets(rt, source, connection)
  if (empty.length > 0) return empty
  if (source.auth.kind === 'token') return [await storeFinding(rt, source.auth, connection)]
  const [name = ''] = Object.keys(source.secrets).map((role) => connection.secrets[role] ?? '')
  const until = tokenExpiry((await rt.secrets.read(name)) ?? '')
  return [
    until === null ? fine(connection, say('ключ на месте', 'its key is in place')) : expiry(rt, connection, until),
  ]
}

async function emptySecrets(
  { secrets }: TokenRuntime,
  source: Source,
  connection: SourceConnection,
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const role of Object.keys(source.secrets)) {
    const name = connection.secrets[role]!
    if (await secrets.read(name)) continue
    findings.push(bad(connection, say(`секрет ${name} пуст`, `the secret ${name} has no value`)))
  }
  return findings
}

const fine = ({ name }: SourceConnection, { ru, en }: Text): Finding => ({
  ok: true,
  what: say(`[${name}] ${ru}`, `[${name}] ${en}`),
})

const bad = ({ name, kind }: SourceConnection, { ru, en }: Text): Finding => {
  const mend = `concord connect ${kind} --name ${name}`
  return { ok: false, what: say(`[${name}] ${ru}`, `[${name}] ${en}`), mend: say(mend, mend) }
}

function expiry({ clock }: TokenRuntime, connection: SourceConnection, until: number): Finding {
  const days = Math.floor((until - clock.now()) / dayMs)
  const day = instantText(until)
  if (days < 0) return bad(connection, say(`токен истёк ${day}`, `the token ran out at ${day}`))
  const text = say(
    `токен действует до ${day}, осталось дней: ${days}`,
    `the token holds until ${day}, days left: ${days}`,
  )
  return days < noticeDays ? bad(connection, text) : fine(connection, text)
}

/** What the token store remembers of its last refresh. */
async function storeFinding(
  { state, clock }: TokenRuntime,
  auth: Extract<Source['auth'], { kind: 'token' }>,
  connection: SourceConnection,
): Promise<Finding> {
  const row = (await state.get(`token/${connection.secrets[auth.grant] ?? connection.name}`))?.value as
    | TokenRow
    | undefined
  if (!row || (row.access === null && row.refused === false))
    return fine(connection, say('ключ на месте, токена ещё не было', 'its key is in place, there was no token yet'))
  if (auth.rotates && row.sent !== null) return row.access === null ? bad(connection, lost) : unheard(connection)
  if (row.access === null) return bad(connection, say('система отказала в токене', 'the system has refused a token'))
  const age = Math.floor((clock.now() - row.refreshedAt) / dayMs)
  const life = refreshDays[connection.kind]
  const text = say(
    `токен обновлён ${instantText(row.refreshedAt)}`,
    `the token was refreshed at ${instantText(row.refreshedAt)}`,
  )
  if (life === undefined || age < life - noticeDays) return fine(connection, text)
  const left = life - age
  if (left <= 0)
    return bad(connection, say(`${text.ru}: за ${life} дней он умер`, `${text.en}: it died after ${life} days`))
  return {
    ok: false,
    what: say(
      `[${connection.name}] ${text.ru}, дней до смерти: ${left}`,
      `[${connection.name}] ${text.en}, days to live: ${left}`,
    ),
    mend: say(`concord sync --select ${connection.name}`, `concord sync --select ${connection.name}`),
  }
}

const lost = say(
  'одноразовый токен отправлен, а ответ не сохранился: прошлый запуск оборвался',
  'the single-use token was sent and its answer was not kept: the run before was cut off',
)

/** The token server may only have been busy: the next run finds out. */
const unheard = ({ name }: SourceConnection): Finding => ({
  ok: false,
  what: say(
    `[${name}] на одноразовый токен не пришло ответа: следующий запуск попробует ещё раз`,
    `[${name}] no answer came to the single-use token: the next run tries it once more`,
  ),
  mend: say(`concord sync --select ${name}`, `concord sync --select ${name}`),
})
