import type { Card, Portal } from './card.ts'
import { local } from './truth-links.ts'

const verdictWords: Readonly<Record<string, string>> = { Целевой: 'qualified', 'Не по ЦА': 'not_target', Спам: 'fake' }

/** The word of a deal counts before the lead's, and a later deal's before an earlier one's. */
export function criteria(cards: readonly Card[]) {
  const newest = cards.toSorted((a, b) => b.createdAt - a.createdAt)
  const region = newest.map(({ said }) => said.region).find((one) => one !== null) ?? null
  const category = newest.map(({ said }) => said.category).find((one) => one.length > 0) ?? []
  const known = [
    ...(region === null ? [] : [['Москва', 'Тверь'].includes(region)]),
    ...(category.length === 0 ? [] : [category.includes('дом')]),
  ]
  return { isTarget: known.length > 0 && known.every(Boolean), isKnown: known.length === 2 }
}

/** Of several cards the word that was said last; what has no date of its own counts from the card's. */
function newest<T>(cards: readonly Card[], read: (card: Card) => { word: T | null; at: number | null }) {
  return cards
    .map((card) => ({ card, ...read(card) }))
    .filter(({ word }) => word !== null)
    .map(({ card, word, at }) => ({ card, word, at: at ?? card.createdAt }))
    .toSorted((a, b) => b.at - a.at)[0]
}

export function saidOf(cards: readonly Card[], isLogged: boolean) {
  const verdict = newest(cards, ({ said, verdictWrittenAt = null }) => ({
    word: said.verdict,
    at: isLogged ? verdictWrittenAt : said.verdictAt,
  }))
  if (isLogged) return loggedOf(verdict)
  const decision = newest(cards, ({ said }) => ({ word: said.decision, at: null }))?.word ?? null
  const answer = newest(cards, ({ said }) => ({ word: said.answer, at: said.answerAt }))?.word ?? null
  const word = verdict?.word ?? null
  const final = decision ?? word
  const isAgreed = decision === null ? answer === 'Принято' : word === null ? null : decision === word
  return {
    verdict: word === null ? null : verdictWords[word]!,
    verdict_at: verdict ? local(verdict.at) : null,
    verdict_reason: verdict?.card.said.reason ? 'other_region' : null,
    final_verdict: final === null ? null : verdictWords[final]!,
    is_reviewed: final === null ? null : answer !== null || decision !== null,
    is_agreed: final === null ? null : isAgreed,
  }
}

/** The log of a field has no reason in it, and no answers. */
function loggedOf(verdict: { readonly word: string | null; readonly at: number } | undefined) {
  const word = verdict ? verdictWords[verdict.word!]! : null
  return { verdict: word, verdict_at: verdict ? local(verdict.at) : null, verdict_reason: null, final_verdict: word }
}

/** As a mapping shows it that lacks these words. */
export function throughMapping(portal: Portal, unmapped: ReadonlySet<string>): Portal {
  const has = (word: string) => !unmapped.has(word)
  const shown = (card: Card): Card => {
    const { region, verdictAt, answer, ...rest } = card.said
    const dated = { verdictAt: has('verdict_at') ? verdictAt : null, answer: has('answer') ? answer : null }
    return { ...card, said: { ...rest, ...dated, region: has('region') ? region : null } }
  }
  return { ...portal, cards: portal.cards.map(shown), ...(portal.deals ? { deals: portal.deals.map(shown) } : {}) }
}
