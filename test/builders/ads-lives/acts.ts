import { forgetConnection } from '#ingest/connection/forget-connection.ts'
import { runConnection } from '#ingest/connection/run-connection.ts'
import { replayConnection } from '#ingest/replay.ts'
import { addDays, dateOf } from '#shared/time/dates.ts'
import { pick, type Random, upTo } from '#test/platforms/lives/lived.ts'
import { unlikeFresh } from './fresh.ts'
import { connectionOf, fenceOf, type Life, runtimeOf, say } from './life.ts'
import { check, type Disturbed, run } from './run.ts'

const hour = 3_600_000

const cut = (random: Random): Disturbed => ({ requests: upTo(random, pick(random, [5, 60, 200])) })
const perhapsCut = (random: Random): Disturbed => (random() < 0.3 ? cut(random) : {})

/** What may come to pass in a life. */
export const acts = {
  happen: async (life: Life, random: Random) => {
    for (let i = 1 + upTo(random, 7); i > 0; i--) say(life, life.world.happen(random, life.clock.now()))
    life.truths.note(life.clock.now())
  },
  wait: async (life: Life, random: Random) => {
    life.clock.time += Math.floor((1 + pick(random, [1, 5, 20, 24, 30, 100, 400]) * random()) * hour)
    say(life, 'time has gone by')
  },
  pull: async (life: Life) => void (await run(life)),
  dry: async (life: Life) => void (await run(life, { dryRun: true })),
  cut: async (life: Life, random: Random) => void (await run(life, {}, cut(random))),
  crash: async (life: Life, random: Random) => {
    const crashAt = upTo(random, pick(random, [30, 300, 3000]))
    await run(life, {}, { crashAt, moment: pick(random, ['before', 'after']) })
  },
  since: async (life: Life, random: Random) => {
    await run(life, { since: addDays(dateOf(life.clock.now()), -upTo(random, 90)) }, perhapsCut(random))
  },
  refresh: async (life: Life, random: Random) => void (await run(life, { fullRefresh: true }, perhapsCut(random))),
  /** Something happens while a run is under way. */
  move: async (life: Life, random: Random) => void (await run(life, {}, { move: { at: upTo(random, 30), random } })),
  replay: async (life: Life) => {
    await replayConnection(runtimeOf(life), life.world.source, connectionOf(life))
    say(life, 'replay')
    if (life.begun) life.truths.undo()
    await check(life)
  },
  configure: async (life: Life, random: Random) => {
    say(life, life.world.configure(random))
    life.truths.note(life.clock.now(), true)
  },
  suffer: async (life: Life, random: Random) => say(life, life.world.suffer(random, life.clock.now())),
  forget: async (life: Life) => {
    await forgetConnection(runtimeOf(life), connectionOf(life).name, { fence: await fenceOf(life) })
    life.begun = undefined
    life.truths.forget()
    say(life, 'concord forget')
    await check(life)
  },
  /** Somebody takes the lake away, and leaves State. */
  lose: async (life: Life) => {
    // Of a first run that has died nobody has noted yet that it has brought something.
    if (!life.world.promises.every(({ resource }) => life.truths.hasRead(resource))) return
    for (const { key } of await life.stores.lake.list('')) await life.stores.lake.delete(key)
    life.begun = undefined
    life.truths.forget()
    say(life, 'the lake is lost')
  },
  /** A second connection over the same accounts, once the first has read them: it must leave them alone. */
  other: async (life: Life) => {
    const { resource } = life.world.promises[0]!
    if (!life.truths.hasRead(resource)) return
    const other = (yaml: string) =>
      `${yaml.replace(/^name: .*$/m, 'name: other').replace(/^resources: .*$/m, '')}resources: [${resource}]\n`
    const rt = runtimeOf(life)
    const outside = { http: rt.http, sleep: rt.sleep, random: rt.random }
    await runConnection(rt, connectionOf(life, other), { fence: await fenceOf(life), outside }).catch(() => undefined)
    say(life, 'another connection over the same accounts')
    await check(life)
  },
  last: async (life: Life) => {
    life.clock.time += 200 * hour
    life.begun = undefined
    await life.world.calmly(async () => {
      const known = await run(life)
      if (!life.wrong) life.wrong = await unlikeFresh(life, known)
      if (!life.wrong) await run(life, { fullRefresh: true })
    })
  },
} satisfies Record<string, (life: Life, random: Random) => Promise<void>>
