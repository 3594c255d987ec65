import { expect, it } from 'vitest'
import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { memorySender } from '#shared/outbox/memory.ts'
import { stateOutbox } from '#shared/outbox/on-state.ts'
import type { Message, Outbox, Sender } from '#shared/outbox/outbox.ts'
import type { Clock } from '#shared/runtime.ts'
import type { State } from '#shared/state/state.ts'
import { type CrashMoment, failingStores } from '#test/builders/failing-stores.ts'
import { type TestClock, testClock } from './state.ts'

type MakeState = (clock: Clock) => State | Promise<State>

const leaseMs = 60_000
const digest: Message = { key: 'digest/2026-10/b1', channel: 'mail', subject: 'Отчёт', text: 'Готов' }
const alert: Message = { key: 'failed/2026-10-01', channel: 'alert', subject: 'Failed', text: 'crm is stale' }

const outboxOf = (state: State, clock: Clock, mail: Sender, other: Sender = mail): Outbox =>
  stateOutbox({ state, clock, senders: { mail, alert: other }, leaseMs })

const refusal = new Unavailable({ code: 'THROTTLED', what: say('Слишком часто', 'Too often') })
const refuse: Sender = () => Promise.reject(refusal)
const noAnswer: Sender = async () => 'unknown'

/** Runs the work over stores that die at that operation; true: they did. */
async function diesAt(state: State, at: number, moment: CrashMoment, work: (state: State) => Promise<unknown>) {
  const failing = failingStores(memoryLake(), state, at, moment)
  await work(failing.state).catch((error: unknown) => {
    if (!String(error).includes('operation')) throw error
  })
  return failing.tally.operations > at
}

export const outboxRules: Readonly<Record<string, (make: MakeState, clock: TestClock) => Promise<void>>> = {
  'sends each message once, oldest first, by its channel': async (make, clock) => {
    const [mail, other] = [memorySender(), memorySender()]
    const outbox = outboxOf(await make(clock), clock, mail.send, other.send)
    const second = {
      ...digest,
      key: 'digest/2026-11/b2',
      attachments: [{ name: 'a.csv', type: 'text/csv', key: 'r/a' }],
    }
    for (const message of [digest, alert, second]) expect(await outbox.enqueue(message)).toBe(true)
    const delivery = await outbox.deliver()
    expect(delivery).toEqual({ sent: [digest.key, alert.key, second.key], waiting: [], givenUp: [], refused: [] })
    expect(await outbox.deliver()).toEqual({ sent: [], waiting: [], givenUp: [], refused: [] })
    expect(mail.messages).toEqual([digest, second])
    expect(other.messages).toEqual([alert])
  },
  'takes two messages of one key for one, also after it went out': async (make, clock) => {
    const mail = memorySender()
    const outbox = outboxOf(await make(clock), clock, mail.send)
    await outbox.enqueue(digest)
    expect(await outbox.enqueue({ ...digest, text: 'another' })).toBe(false)
    await outbox.deliver()
    expect(await outbox.enqueue(digest)).toBe(false)
    await outbox.deliver()
    expect(mail.messages).toEqual([digest])
  },
  'sends once when eight deliver at the same time': async (make, clock) => {
    const mail = memorySender()
    const outbox = outboxOf(await make(clock), clock, mail.send)
    await outbox.enqueue(digest)
    await Promise.all(Array.from({ length: 8 }, () => outbox.deliver()))
    expect(mail.messages).toEqual([digest])
  },
  'keeps all of twenty that are enqueued at the same time': async (make, clock) => {
    const mail = memorySender()
    const outbox = outboxOf(await make(clock), clock, mail.send)
    const messages = Array.from({ length: 20 }, (_, i) => ({ ...digest, key: `digest/${i}` }))
    await Promise.all(messages.map((message) => outbox.enqueue(message)))
    await outbox.deliver()
    expect(mail.messages.map(({ key }) => key).sort()).toEqual(messages.map(({ key }) => key).sort())
  },
  'keeps what was refused, says why, and does not hold up the others': async (make, clock) => {
    const mail = memorySender()
    const state = await make(clock)
    const bad = outboxOf(state, clock, refuse, mail.send)
    for (const message of [digest, alert]) await bad.enqueue(message)
    expect(await bad.deliver()).toEqual({
      sent: [alert.key],
      waiting: [digest.key],
      givenUp: [],
      refused: [{ key: digest.key, code: 'THROTTLED', what: refusal.problems[0]!.what }],
    })
    expect((await outboxOf(state, clock, mail.send).deliver()).sent).toEqual([digest.key])
  },
  'gives up what was refused ten times': async (make, clock) => {
    const outbox = outboxOf(await make(clock), clock, refuse)
    await outbox.enqueue(digest)
    for (let i = 0; i < 9; i++) expect((await outbox.deliver()).waiting).toEqual([digest.key])
    expect((await outbox.deliver()).givenUp).toEqual([digest.key])
    expect((await outbox.deliver()).givenUp).toEqual([])
  },
  'repeats once what nobody answered, and then leaves it to a person': async (make, clock) => {
    const outbox = outboxOf(await make(clock), clock, noAnswer)
    await outbox.enqueue(digest)
    expect(await outbox.deliver()).toMatchObject({ waiting: [digest.key], refused: [{ code: 'NO_ANSWER' }] })
    expect((await outbox.deliver()).givenUp).toEqual([digest.key])
    expect((await outbox.deliver()).waiting).toEqual([])
  },
  'leaves alone what another process is sending, until its time is over': async (make, clock) => {
    const mail = memorySender()
    const state = await make(clock)
    await outboxOf(state, clock, mail.send).enqueue(digest)
    // Sent, and dead before the answer was written down: the third write after two reads.
    expect(await diesAt(state, 3, 'before', (failing) => outboxOf(failing, clock, mail.send).deliver())).toBe(true)
    expect(mail.messages).toHaveLength(1)
    const next = outboxOf(state, clock, mail.send)
    expect(await next.deliver()).toMatchObject({ sent: [], waiting: [digest.key] })
    clock.advance(leaseMs)
    expect((await next.deliver()).sent).toEqual([digest.key])
    expect(mail.messages).toHaveLength(2)
  },
  'never misses and repeats at most once, wherever the process dies': async (make, clock) => {
    let repeats = 0
    for (const moment of ['before', 'after'] as const) {
      for (let at = 0, died = true; died; at++) {
        const mail = memorySender()
        const state = await make(clock)
        died = await diesAt(state, at, moment, async (failing) => {
          const outbox = outboxOf(failing, clock, mail.send)
          await outbox.enqueue(digest)
          await outbox.deliver()
        })
        const next = outboxOf(state, clock, mail.send)
        clock.advance(leaseMs)
        await next.enqueue(digest)
        await next.deliver()
        await next.deliver()
        expect([1, 2], `operation ${at}, ${moment}`).toContain(mail.messages.length)
        repeats += mail.messages.length - 1
      }
    }
    // Only where it died between sending and recording: on the way to the record.
    expect(repeats).toBe(1)
  },
}

/** Runs every rule on a fresh state. */
export function testOutbox(name: string, make: MakeState): void {
  for (const [title, rule] of Object.entries(outboxRules)) {
    it(`${name} outbox ${title}`, async () => rule(make, testClock()))
  }
}
