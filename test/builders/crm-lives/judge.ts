import { rowsOf, type settableClock } from '../sync-project.ts'
import type { Card, Portal } from './card.ts'
import { againstFresh, againstTruth, ofOwners } from './compare.ts'
import { martsOf } from './marts.ts'
import { openProject, type Project } from './play.ts'
import type { LifeSystem } from './systems.ts'
import { truthOf } from './truth.ts'
import { throughMapping } from './truth-said.ts'

/** A life that has come to its end, all of it read. */
export interface Lived {
  readonly system: LifeSystem
  readonly portal: Portal
  readonly project: Project
  readonly clock: ReturnType<typeof settableClock>
  /** Words that the mapping lacks now. */
  readonly unmapped: ReadonlySet<string>
}

export interface JudgeWish {
  /** false: held against the truth only. */
  readonly withFresh?: boolean
}

/** Which cards the project has read, and which versions of them. */
async function knownIn({ lake }: Project) {
  const rows = Object.values(await rowsOf(lake, 'lead')).flat()
  const names = rows.map(({ lead_id, updated_at }) => [String(lead_id).replace(/^.*:/, ''), updated_at] as const)
  const [ids, versions] = [new Set(names.map(([id]) => id)), new Set(names.map(([id, at]) => `${id} ${at}`))]
  return {
    isKnown: (id: string) => ids.has(id),
    /** It came back without a word, and what was written on it before it went was never read. */
    isUnread: ({ id, isQuiet = false, updatedAt }: Card) => isQuiet && !versions.has(`${id} ${updatedAt}`),
  }
}

/** What the project's numbers have wrong, a line each. */
export async function judge({ system, portal, project, clock, unmapped }: Lived, { withFresh = true }: JudgeWish) {
  const asOf = new Date(clock.time).toISOString().slice(0, 10)
  const marts = await martsOf(project.lake, asOf)
  const { isKnown, isUnread } = await knownIn(project)
  const isMissed = (card: Card) => isUnread(card) && !isKnown(card.id)
  const seen = { ...portal, cards: portal.cards.filter((card) => !isMissed(card)) }
  const unread = new Set(seen.cards.filter(isUnread).map(({ id }) => id))
  const isRead = (line: string) => !unread.has(/\d{6}/.exec(line)?.[0] ?? '')
  const told = againstTruth(marts, truthOf(throughMapping(seen, unmapped), isKnown))
  const wrong = [...told, ...ofOwners(marts, portal.cards)].filter(isRead)
  if (!withFresh || portal.cards.some(isUnread)) return wrong
  const fresh = openProject(system, portal.answer, clock)
  fresh.remap(unmapped)
  await fresh.pull()
  return [...wrong, ...againstFresh(marts, await martsOf(fresh.lake, asOf), portal)]
}
