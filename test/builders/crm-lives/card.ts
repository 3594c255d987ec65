import type { Platform } from '#test/replay-server/server.ts'

/** Everything that is played happens at whole seconds, as the systems count. Moments are epoch ms. */
export interface Entry {
  readonly at: number
  readonly pipeline: string
  readonly stage: string
}

/** What stands in the fields of a card. */
export interface Said {
  verdict: string | null
  verdictAt: number | null
  reason: string | null
  /** What marketing answers, and what was decided in the end. */
  answer: string | null
  answerAt: number | null
  decision: string | null
  region: string | null
  category: readonly string[]
}

export const nothingSaid: Said = {
  ...{ verdict: null, verdictAt: null, reason: null, answer: null, answerAt: null, decision: null },
  ...{ region: null, category: [] },
}

/** An enquiry, lead or deal as the system's own people see it, and how it came to be so. */
export interface Card {
  readonly id: string
  /** Of a deal: the lead that it names. */
  readonly lead?: string | null
  readonly createdAt: number
  updatedAt: number
  /** The first is where it was created. */
  entries: Entry[]
  owner: string
  /** Who held it since when, the first one since it was created. */
  owners: { readonly at: number; readonly owner: string }[]
  contact: string | null
  /** Of a person without a contact: what stands on the card itself. */
  readonly ownPhone?: number
  price: number
  lossReason: string | null
  said: Said
  /** When its verdict was last changed. */
  verdictWrittenAt?: number
  /** Nobody has accepted it yet. */
  isEnquiry: boolean
  gone: 'deleted' | 'declined' | 'merged' | null
  mergedInto: string | null
  /** Restored without a word: nothing says that it was changed. */
  isQuiet?: boolean
}

export interface Call {
  readonly id: string
  readonly at: number
  updatedAt: number
  card: string | null
  /** The card is a deal. */
  readonly isOnDeal?: boolean
  contact: string | null
  readonly direction: 'in' | 'out'
  readonly isAnswered: boolean
}

export interface Contact {
  readonly id: string
  phone: number
  readonly createdAt: number
  updatedAt: number
  mergedInto: string | null
}

export const last = <T>(list: readonly T[]): T => list.at(-1)!

/** Draws of one step: the same seed draws the same. */
export interface Draw {
  number(): number
  isLucky(share: number): boolean
  pick<T>(list: readonly T[]): T | undefined
}

export function drawFrom(random: () => number): Draw {
  return {
    number: random,
    isLucky: (share) => random() < share,
    pick: (list) => list[Math.floor(random() * list.length)],
  }
}

export function newCard(made: Pick<Card, 'id' | 'createdAt' | 'entries' | 'owner'> & Partial<Card>): Card {
  return {
    ...{ updatedAt: made.createdAt, contact: null, price: 0, lossReason: null, said: { ...nothingSaid } },
    owners: [{ at: made.createdAt, owner: made.owner }],
    ...{ isEnquiry: false, gone: null, mergedInto: null },
    ...made,
  }
}

/** A system in which things happen. */
export interface Portal {
  readonly answer: Platform
  readonly cards: readonly Card[]
  /** Where they are objects of their own. */
  readonly deals?: readonly Card[]
  readonly contacts: readonly Contact[]
  readonly calls: readonly Call[]
  /** When the project began the last reading that it has ended. What came later and was merged away is known to nobody. */
  readonly reading: { at: number }
  /** A verdict counts from the moment at which it was written; there are no answers. */
  readonly logsVerdicts?: boolean
  /** Something happens at this moment. Answers the bodies of the webhooks that tell of it. */
  happen(act: string, draw: Draw, now: number): readonly string[]
}
