import { say, type Text } from '#shared/i18n/text.ts'

type Facts = Readonly<Record<string, unknown>>

/** Warnings of the log for a person at the terminal. */
export interface Notices {
  warn(event: string, facts?: unknown): void
  /** What was said once and has come again: how often. */
  end(): void
}

/** The first of a kind is said at once, those that follow are only counted. */
export function noticesTo(tell: (note: Text) => void): Notices {
  const counts = new Map<string, { readonly facts: Facts; times: number }>()
  return {
    warn(event, given) {
      const facts = (given ?? {}) as Facts
      const note = noticeOf(event, facts)
      if (!note) return
      const kind = [event, facts.connection, facts.code].join('\n')
      const standing = counts.get(kind)
      if (standing) standing.times++
      else {
        counts.set(kind, { facts, times: 1 })
        tell(note)
      }
    },
    end() {
      for (const { facts, times } of counts.values()) if (times > 1) tell(timesText(facts, times))
      counts.clear()
    },
  }
}

/** Undefined: another sentence says more, or will. */
function noticeOf(event: string, facts: Facts): Text | undefined {
  const { connection, action, code, waitMs } = facts
  if (event === 'budget nearly spent') return waiting(String(connection), String(code), Number(waitMs))
  if (event === 'door failed') return doorText(facts)
  if (event !== 'exchange failed') return undefined
  if (action === 'WaitThenRetry' && Number(waitMs) > 0) return waiting(String(connection), String(code), Number(waitMs))
  if (action !== 'RetryWithBackoff' && action !== 'WaitThenRetry') return undefined
  return say(
    `  … [${connection}] не вышло (${code}), пробую ещё раз`,
    `  … [${connection}] that did not work (${code}), trying again`,
  )
}

function waiting(connection: string, code: string, ms: number): Text {
  const seconds = Math.ceil(ms / 1000)
  return say(
    `  … [${connection}] система просит подождать (${code}): ${seconds} с`,
    `  … [${connection}] the system asks to wait (${code}): ${seconds} s`,
  )
}

const timesText = ({ connection, code }: Facts, times: number): Text =>
  say(`  … [${connection}] (${code}) всего раз: ${times}`, `  … [${connection}] (${code}) times in all: ${times}`)

/** The sender is told to come again; whoever keeps the door must know why. */
function doorText({ problems }: Facts): Text {
  const [first] = (problems ?? []) as readonly { readonly code: string; readonly where?: string }[]
  const place = [first?.code, first?.where].filter(Boolean).join(', ')
  return say(
    `  ▼ вебхук не принят${place && ` (${place})`}: отправитель пришлёт его снова или его прочитает concord sync`,
    `  ▼ a webhook was not taken${place && ` (${place})`}: its sender comes again, or concord sync reads what it spoke of`,
  )
}
