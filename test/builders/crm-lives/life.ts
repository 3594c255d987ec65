import type { Platform } from '#test/replay-server/server.ts'
import { chance } from '../mutate.ts'
import { settableClock } from '../sync-project.ts'
import { type Draw, drawFrom, type Portal } from './card.ts'
import type { Step } from './draw-life.ts'
import { type JudgeWish, judge, type Lived } from './judge.ts'
import { openProject } from './play.ts'
import type { LifeSystem } from './systems.ts'

const start = Date.UTC(2026, 6, 6, 9)
const [hour, day] = [3_600_000, 86_400_000]

interface Life extends Lived {
  readonly portal: Portal
  /** Webhooks that are still to come. */
  late: { readonly at: number; readonly body: string }[]
  /** What happens while an answer is written. */
  meanwhile: (() => void) | undefined
  unmapped: ReadonlySet<string>
  isRemapped: boolean
}

/** 1 in 3 never comes, some come twice, some up to three days later. */
function send(life: Life, draw: Draw, bodies: readonly string[]) {
  for (const body of bodies) {
    if (draw.isLucky(1 / 3)) continue
    for (let copies = draw.isLucky(0.2) ? 2 : 1; copies > 0; copies--)
      life.late.push({ at: life.clock.time + (draw.isLucky(0.3) ? draw.number() * 72 * hour : 0), body })
  }
}

async function deliver(life: Life) {
  const due = life.late.filter(({ at }) => at <= life.clock.time)
  life.late = life.late.filter(({ at }) => at > life.clock.time)
  for (const { body } of due) await life.project.knock(body)
}

function happen(life: Life, act: string, draw: Draw) {
  // What was in the bin while all was read by another mapping keeps the words that this one lacks.
  if (act === 'restore' && life.isRemapped) return
  const now = Math.floor(life.clock.time / 1000) * 1000
  send(life, draw, life.portal.happen(act, draw, now))
}

async function read(life: Life, act: string, seed: number, draw: Draw) {
  const { project, system } = life
  if (act === 'pull cut off') return project.pull({ requests: 1 + (seed % 25) })
  if (act === 'pull that dies') return project.pull({ dies: { at: seed % 150, moment: seed % 2 ? 'before' : 'after' } })
  if (act === 'pull since') return project.pull({ since: '2026-06-01' })
  if (act === 'full refresh') return project.pull({ fullRefresh: true })
  if (act === 'replay') return project.replay()
  if (act === 'pull') return pullWhole(life)
  if (act === 'remap') return remap(life, draw)
  // Now and then something happens between two pages.
  const acts = Object.keys(system.acts)
  life.meanwhile = () => {
    if (draw.isLucky(0.15)) happen(life, draw.pick(acts)!, draw)
  }
  await project.pull()
  life.meanwhile = undefined
}

async function pullWhole({ project, portal, clock }: Life) {
  const began = clock.time
  if (await project.pull()) portal.reading.at = began
}

function remap(life: Life, draw: Draw) {
  life.unmapped = new Set(['region', 'verdict_at', 'answer'].filter(() => draw.isLucky(0.4)))
  life.isRemapped = true
  life.project.remap(life.unmapped)
}

async function readAll({ project, clock, isRemapped }: Life) {
  // As the run itself asks for.
  if (isRemapped) while (!(await project.pull({ fullRefresh: true })));
  for (let i = 0; i < 2; i++) {
    clock.time += 2 * day
    for (let calls = 0; !(await project.pull()); calls++) if (calls > 20) throw new Error('it never ends')
  }
}

function openLife(system: LifeSystem): Life {
  const clock = settableClock(start)
  const portal = system.open()
  const platform: Platform = (asked) => {
    life.meanwhile?.()
    return portal.answer(asked)
  }
  const standing = { late: [], meanwhile: undefined, unmapped: new Set<string>(), isRemapped: false }
  const life: Life = { ...{ system, portal, clock, ...standing }, project: openProject(system, platform, clock) }
  return life
}

/** Plays it to its end. Answers what differs from the truth, and from a project that reads the system for the first time. */
export async function liveThrough(system: LifeSystem, steps: readonly Step[], wish: JudgeWish = {}) {
  const life = openLife(system)
  for (const { act, seed, wait } of steps) {
    life.clock.time += wait
    await deliver(life)
    const draw = drawFrom(chance(seed))
    if (act in system.acts) happen(life, act, draw)
    else await read(life, act, seed, draw)
  }
  life.clock.time += 3 * day
  await deliver(life)
  await readAll(life)
  return judge(life, wish)
}
