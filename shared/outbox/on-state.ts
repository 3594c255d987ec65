import { ConcordError, Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Clock } from '#shared/runtime.ts'
import type { State } from '#shared/state/state.ts'
import { isOver, type Letter, type Queued, readLetter, update } from './letters.ts'
import type { Channel, Delivery, Message, Outbox, Refusal, Sender } from './outbox.ts'

export interface OutboxOptions {
  readonly state: State
  readonly clock: Clock
  readonly senders: Readonly<Record<Channel, Sender>>
  /** After this time a message that is being sent is taken for abandoned. Longer than a sender may take. */
  readonly leaseMs?: number
}

const maxRefusals = 10
const maxUnknown = 2

/** Each message is an entry of its own; `outbox` names those that wait. */
const queueKey = 'outbox'

/**
 * An outbox on the state. Before a message is sent its entry says so, with a time limit; afterwards it says how that ended. An
 * entry that stays "sending" past its limit belongs to a process that died, and is sent again.
 */
export function stateOutbox({ state, clock, senders, leaseMs = 60_000 }: OutboxOptions): Outbox {
  const queue = async () => namesOf((await state.get(queueKey))?.value)
  const enlist = (key: string) => change((names) => (names.includes(key) ? names : [...names, key]))
  const strike = (key: string) => change((names) => names.filter((name) => name !== key))

  async function change(next: (names: readonly string[]) => readonly string[]): Promise<void> {
    for (let round = 0; round < 100; round++) {
      const standing = await state.get(queueKey)
      const names = namesOf(standing?.value)
      const wanted = next(names)
      if (wanted.length === names.length) return
      if ((await state.putIf(queueKey, wanted, standing?.version)) !== undefined) return
    }
    throw busy()
  }

  /** Answers the letter as it stands afterwards; undefined: there is nothing to do, or another process does it. */
  async function send(key: string): Promise<Letter | undefined> {
    const found = await readLetter(state, key)
    if (!found || found.letter.status === 'sent' || isOver(found.letter)) return undefined
    const { letter, version } = found
    if (letter.status === 'sending' && letter.until > clock.now()) return letter
    const mine = { ...letter, status: 'sending', until: clock.now() + leaseMs } as const
    const claimed = await update(state, key, mine, version)
    if (claimed === undefined) return mine
    const after = await attempt(letter)
    // Refused where we took longer than the limit and another process has it now: its word counts.
    await update(state, key, after, claimed)
    return after
  }

  async function attempt(letter: Queued): Promise<Letter> {
    try {
      const answer = await senders[letter.message.channel](letter.message)
      if (answer === 'sent') return { status: 'sent', at: clock.now() }
      const unknown = letter.unknown + 1
      return { ...letter, unknown, status: unknown < maxUnknown ? 'waiting' : 'in-doubt', problem: noAnswer }
    } catch (error) {
      const problem = problemOf(error)
      if (!problem) throw error
      const refusals = letter.refusals + 1
      return { ...letter, refusals, status: refusals < maxRefusals ? 'waiting' : 'refused', problem }
    }
  }

  return {
    async enqueue(message) {
      const made = await update(state, message.key, newLetter(message), undefined)
      const known = made === undefined ? await readLetter(state, message.key) : undefined
      // Also for one that is known: whoever wrote it may have died before it was on the list.
      if (!known || !isOver(known.letter)) await enlist(message.key)
      return made !== undefined
    },
    async deliver() {
      const outcomes: [string, Letter][] = []
      for (const key of await queue()) {
        const letter = await send(key)
        if (!letter || isOver(letter)) await strike(key)
        if (letter) outcomes.push([key, letter])
      }
      return deliveryOf(outcomes)
    },
  }
}

function deliveryOf(outcomes: readonly (readonly [string, Letter])[]): Delivery {
  const keysOf = (...statuses: readonly Letter['status'][]) =>
    outcomes.filter(([, { status }]) => statuses.includes(status)).map(([key]) => key)
  return {
    sent: keysOf('sent'),
    waiting: keysOf('waiting', 'sending'),
    givenUp: keysOf('refused', 'in-doubt'),
    refused: outcomes.flatMap(([key, letter]) => refusalOf(key, letter)),
  }
}

const newLetter = (message: Message): Queued => ({ status: 'waiting', message, refusals: 0, unknown: 0, until: 0 })

const namesOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

const noAnswer = {
  code: 'NO_ANSWER',
  what: say('Ответа не было: письмо могло уйти', 'No answer came: the message may have gone out'),
}

const problemOf = (error: unknown) => {
  const problem = error instanceof ConcordError ? error.problems[0] : undefined
  return problem && { code: problem.code, what: problem.what }
}

const refusalOf = (key: string, letter: Letter): readonly Refusal[] =>
  letter.status !== 'sent' && letter.problem ? [{ key, ...letter.problem }] : []

const busy = () =>
  new Unavailable({
    who: 'outbox',
    code: 'BUSY',
    what: say('Очередь писем занята другими запусками.', 'Other runs keep the outbox busy.'),
    hint: say('Повторите позже', 'Try again later'),
  })
