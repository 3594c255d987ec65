import { say, type Text } from '#shared/i18n/text.ts'
import type { Finding } from '../doctor/checks.ts'
import type { Outputs, Place } from './place.ts'
import type { Probe } from './probe.ts'

export interface AwsDoctorParts {
  readonly place: Place
  readonly outputs: Outputs
  readonly probe: Probe
  readonly identity: () => Promise<string>
  /** The models to validate, by name: Trino SELECTs. */
  readonly models: readonly { readonly name: string; readonly sql: string }[]
  readonly now: () => number
}

const hour = 3_600_000
/** A night and six hours: the alarm on silence waits as long. */
const staleAfter = 30 * hour

const fine = (what: Text): Finding => ({ ok: true, what })

/** One look at one thing; what AWS answers instead becomes the finding. */
async function look(name: Text, mend: Text, work: () => Promise<Text | undefined>): Promise<Finding> {
  try {
    const wrong = await work()
    if (!wrong) return fine(name)
    return { ok: false, what: say(`${name.ru}: ${wrong.ru}`, `${name.en}: ${wrong.en}`), mend }
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { ok: false, what: say(`${name.ru}: ${why}`, `${name.en}: ${why}`), mend }
  }
}

const same = (text: string): Text => say(text, text)

function storageChecks({ place, outputs, probe }: AwsDoctorParts): Promise<Finding>[] {
  const mend = same(`concord deploy ${place.stage}`)
  const active = (status: string) => (status === 'ACTIVE' ? undefined : same(status))
  return [
    ...[outputs.LakeBucket, outputs.InboxBucket, outputs.ResultsBucket].map((bucket) =>
      look(say(`Корзина ${bucket}`, `Bucket ${bucket}`), mend, async () => void (await probe.bucket(bucket))),
    ),
    look(say(`Таблица ${outputs.StateTable}`, `Table ${outputs.StateTable}`), mend, async () =>
      active(await probe.table(outputs.StateTable)),
    ),
    ...[place.names.workgroup, place.names.buildWorkgroup].map((group) =>
      look(say(`Группа Athena ${group}`, `Athena workgroup ${group}`), mend, async () =>
        (await probe.workgroup(group)) ? undefined : say('нет предела чтения', 'has no scan limit'),
      ),
    ),
    look(say('Ночной прогон', 'Nightly machine'), mend, async () => active(await probe.machine(outputs.NightlyArn))),
  ]
}

function age({ place, outputs, probe, now }: AwsDoctorParts): Promise<Finding> {
  const mend = same(`concord run --on aws --stage ${place.stage}`)
  return look(say('Публикация', 'Publication'), mend, async () => {
    const found = await probe.published(outputs.LakeBucket)
    if (!found) return say('ещё ничего не опубликовано', 'nothing is published yet')
    const hours = Math.round((now() - found.at) / hour)
    // The same inputs are the same build: an old publication is wrong only when no night confirmed it.
    return now() - found.at > staleAfter
      ? say(
          `сборке ${found.build} ${hours} ч (данные на ${found.asOf}); если данные менялись, она устарела`,
          `build ${found.build} is ${hours} h old (data as of ${found.asOf}); if data changed since, it is stale`,
        )
      : undefined
  })
}

/** Each model against the published build's own tables. */
async function modelChecks({ place, outputs, probe, models }: AwsDoctorParts): Promise<Finding[]> {
  const found = await probe.published(outputs.LakeBucket).catch(() => undefined)
  if (!found) return []
  const database = `${place.names.database}_b_${found.build}`
  const findings = await Promise.all(
    models.map(({ name, sql }) =>
      look(same(name), say('Ошибка Concord: сообщите о ней', 'A mistake of Concord: please report it'), async () => {
        const wrong = await probe.validate(sql, database, place.names.workgroup)
        return wrong === undefined ? undefined : same(wrong)
      }),
    ),
  )
  const bad = findings.filter(({ ok }) => !ok)
  const good = findings.length - bad.length
  return [fine(say(`Athena принимает моделей: ${good}`, `Models that Athena accepts: ${good}`)), ...bad]
}

/** All that can be looked at without changing anything and without a cent. */
export async function awsFindings(parts: AwsDoctorParts): Promise<Finding[]> {
  const who = await parts.identity()
  return [
    fine(say(`Ключи AWS: ${who}`, `AWS credentials: ${who}`)),
    ...(await Promise.all(storageChecks(parts))),
    await age(parts),
    ...(await modelChecks(parts)),
  ]
}
