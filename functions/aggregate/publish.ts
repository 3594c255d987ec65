import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import type { Fence } from '#shared/state/state.ts'
import { clearBlocked } from './blocked.ts'
import { type BuildManifest, readCurrent, toBytes } from './current.ts'
import type { AggregateRuntime } from './runtime.ts'

const kept = 7

/** State keeps which builds were published, newest last: the lake itself has no dates to tell by. */
const historyKey = 'builds'

const overtaken = () =>
  new Unavailable({
    who: 'build',
    code: 'PUBLISH_OVERTAKEN',
    what: say('Пока шёл расчёт, другой запуск опубликовал свой.', 'Another run published while this one was building.'),
    hint: say('Запустите ещё раз: concord build', 'Run it again: concord build'),
  })

const asNames = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

/** Under the fence: a holder that lost its lock is refused here, before readers see anything of it. */
async function remember(
  { state }: Pick<AggregateRuntime, 'state'>,
  build: string,
  before: string | undefined,
  fence: Fence | undefined,
): Promise<readonly string[]> {
  const standing = await state.get(historyKey)
  const known = asNames(standing?.value)
  const past = known.length === 0 && before ? [before] : known
  const history = [...past.filter((one) => one !== build), build].slice(-kept)
  const version = await state.putIf(historyKey, [...history], standing?.version, fence)
  if (version === undefined) throw overtaken()
  return history
}

/** Removes builds that are neither among the newest nor published, also those that a kill left unfinished. */
async function sweep(lake: Lake, keep: readonly string[]): Promise<void> {
  for (const { key } of await lake.list('builds/')) {
    if (!keep.includes(key.split('/')[1] ?? '')) await lake.delete(key)
  }
}

/** All marts flip at once: one conditional put. Answers false when the build is what readers see already. */
export async function publish(
  rt: Pick<AggregateRuntime, 'lake' | 'state'>,
  manifest: BuildManifest,
  fence: Fence | undefined,
): Promise<boolean> {
  const current = await readCurrent(rt.lake)
  if (current?.manifest.build === manifest.build) {
    await clearBlocked(rt.lake)
    return false
  }
  const history = await remember(rt, manifest.build, current?.manifest.build, fence)
  const put = await rt.lake.put(keys.published, toBytes(manifest), current ? { etag: current.etag } : 'absent')
  if (!put.done) throw overtaken()
  await clearBlocked(rt.lake)
  await sweep(rt.lake, history)
  return true
}
