import { describe, expect, it } from 'vitest'
import { unavailable } from '#shared/lake/failure.ts'
import { noticesTo } from '#shared/notice.ts'

function heard(warnings: readonly (readonly [string, unknown])[]): string[] {
  const said: string[] = []
  const notices = noticesTo(({ ru }) => said.push(ru))
  for (const [event, facts] of warnings) notices.warn(event, facts)
  notices.end()
  return said
}

describe('a warning at the terminal', () => {
  const failed = (action: string, code = 'TIMED_OUT', waitMs?: number) =>
    ['exchange failed', { connection: 'crm', place: 'https://a.example/?token=…', action, code, waitMs }] as const

  it('is said once, and in the end how often', () => {
    expect(heard([...Array(6)].map(() => failed('RetryWithBackoff')))).toEqual([
      '  … [crm] не вышло (TIMED_OUT), пробую ещё раз',
      '  … [crm] (TIMED_OUT) всего раз: 6',
    ])
  })

  it('tells how long the system asks to wait', () => {
    expect(heard([failed('WaitThenRetry', 'HTTP_429', 90_000)])).toEqual([
      '  … [crm] система просит подождать (HTTP_429): 90 с',
    ])
  })

  it('of what an error or a warning of the run will say is silent', () => {
    expect(heard([failed('Reauthorise'), ['cursor in the future', {}]])).toEqual([])
  })

  it('of the door says that nothing is lost', () => {
    expect(heard([['door failed', { error: 'Unavailable', problems: [{ code: 'DISK_FULL' }] }]])[0]).toContain(
      'вебхук не принят (DISK_FULL)',
    )
  })
})

describe('a store that fails', () => {
  const hintFor = (message: string) => {
    try {
      return unavailable('state', 'key')(Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR' }))
    } catch (error) {
      return (error as { problems: readonly { hint: { en: string } }[] }).problems[0]!.hint.en
    }
  }

  it.each([
    ['database or disk is full', 'Free some disk space'],
    ['attempt to write a readonly database', 'permissions'],
    ['database is locked', 'Another process'],
  ])('%s: says what to do about it', (message, hint) => expect(hintFor(message)).toContain(hint))
})
