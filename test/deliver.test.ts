import { beforeEach, describe, expect, test } from 'vitest'
import { type DeliverRuntime, deliver } from '#report/nightly/deliver.ts'
import { factsFile } from '#report/nightly/facts.ts'
import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { keys } from '#shared/names.ts'
import { memorySender } from '#shared/outbox/memory.ts'
import { stateOutbox } from '#shared/outbox/on-state.ts'
import type { Message, Sender } from '#shared/outbox/outbox.ts'
import { memoryState } from '#shared/state/memory.ts'

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

const facts = (month: string) => ({
  month,
  build: '0123456789abcdef',
  as_of: '2026-10-26',
  company: 'Ромашка',
  kpis: 'x',
  decisions: [
    {
      tone: 'off' as const,
      title: say('Упала доля SQL', 'The share of SQL fell'),
      text: say('С 50 % до 30 %.', 'From 50% to 30%.'),
    },
  ],
})

let lake: Lake
let mail: readonly Message[]
let alerts: readonly Message[]
let rt: DeliverRuntime

function open(sendMail?: Sender): void {
  const clock = { now: () => 1_000 }
  const [letters, notes] = [memorySender(), memorySender()]
  mail = letters.messages
  alerts = notes.messages
  const senders = { mail: sendMail ?? letters.send, alert: notes.send }
  rt = { lake, outbox: stateOutbox({ state: memoryState(clock), clock, senders }) }
}

const publish = (languages: readonly string[]) =>
  lake.put(keys.published, json({ build: facts('').build, as_of: '2026-10-26', languages, checks: [] }), 'absent')

beforeEach(async () => {
  lake = memoryLake()
  open()
  for (const month of ['2026-09', '2026-10', '2026-11']) {
    const { name, bytes } = factsFile(facts(month))
    await lake.put(name, bytes, 'absent')
  }
})

const digest = { kind: 'digest', run: 'run-1', pulls: [] } as const
const cause = JSON.stringify({
  errorType: 'FixData',
  errorMessage: 'chk_spend_ties the check failed, rows: 2',
  trace: [],
})

describe('the digest', () => {
  test('says in the company’s language what the newest month’s page says, with the page attached', async () => {
    await publish(['ru', 'en'])
    await deliver(rt, digest)
    expect(mail).toHaveLength(1)
    const { subject, text, attachments } = mail[0]!
    expect(subject).toBe(
      'Ромашка: октябрь 2026, данные на 26 окт. 2026'
        .replaceAll(' ', '\u00a0')
        .replace(':\u00a0', ': ')
        .replace(',\u00a0', ', ')
        .replace('данные\u00a0на\u00a0', 'данные на '),
    )
    expect(text).toBe('Что решить сегодня\n\n▼ Упала доля SQL\nС 50 % до 30 %.\n\nВся страница — во вложении.\n')
    expect(attachments).toEqual([
      { name: 'concord-2026-10.html', type: 'text/html', key: 'reports/2026-10/index.html' },
    ])
  })

  test('is in English where the company’s first language is, and links the page where it is served', async () => {
    await publish(['en', 'ru'])
    await deliver({ ...rt, pageUrl: 'https://concord.example/' }, digest)
    expect(mail[0]?.text).toContain('What to decide today\n\n▼ The share of SQL fell')
    expect(mail[0]?.text).toContain('https://concord.example/2026-10/')
    expect(mail[0]?.attachments).toEqual([])
  })

  test('goes out once per build, and again in a run that could not read a source', async () => {
    await publish(['ru'])
    await deliver(rt, digest)
    await deliver(rt, { ...digest, run: 'run-2' })
    expect(mail).toHaveLength(1)
    const pulls = [
      { connection: 'amo', failed: true },
      { connection: 'direct', failed: false },
    ]
    for (const run of ['run-3', 'run-3', 'run-4']) await deliver(rt, { kind: 'digest', run, pulls })
    expect(mail).toHaveLength(3)
    expect(mail.at(-1)?.text).toContain('Не удалось прочитать: amo.')
  })

  test('is none before anything was published', async () => {
    expect(await deliver(rt, digest)).toEqual({ enqueued: [], sent: [], waiting: [] })
  })

  test('that did not go out is an error, and goes out with the next attempt', async () => {
    await publish(['ru'])
    let isDown = true
    const sent: Message[] = []
    open(async (message) => {
      if (isDown) throw new Unavailable({ code: 'SES', what: say('почта не отвечает', 'mail does not answer') })
      sent.push(message)
      return 'sent'
    })
    await expect(deliver(rt, digest)).rejects.toThrow('mail does not answer')
    isDown = false
    await deliver(rt, digest)
    expect(sent).toHaveLength(1)
  })
})

describe('trouble', () => {
  test('of a check is told to readers and keepers once, with what they still see', async () => {
    await publish(['ru'])
    const tidings = { kind: 'blocked', build: 'b1', error: { Error: 'FixData', Cause: cause } } as const
    await deliver(rt, tidings)
    await deliver(rt, tidings)
    expect([mail.length, alerts.length]).toEqual([1, 1])
    expect(mail[0]?.subject).toBe('Отчёт не обновлён: не сошлась сверка')
    expect(mail[0]?.text).toContain('На страницах пока цифры на 26')
    expect(mail[0]?.text).toContain('chk_spend_ties the check failed, rows: 2')
    expect(mail[0]?.text).not.toContain('errorType')
  })

  test('of a run goes to keepers only, also before there is a language', async () => {
    await deliver(rt, { kind: 'failed', run: 'run-9', error: { Error: 'States.Timeout', Cause: 'too long' } })
    expect([mail.length, alerts.length]).toEqual([0, 1])
    expect(alerts[0]?.subject).toBe('The nightly run broke off: States.Timeout')
    expect(alerts[0]?.text).toContain('Run run-9')
    expect(alerts[0]?.text).toContain('too long')
  })
})
