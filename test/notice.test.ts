import { describe, expect, it } from 'vitest'
import { unavailable } from '#shared/lake/failure.ts'
import { noticeOf } from '#shared/notice.ts'

describe('a warning at the terminal', () => {
  it.each([
    ['RetryWithBackoff', '  … [crm] не вышло (TIMED_OUT), пробую ещё раз'],
    ['WaitThenRetry', '  … [crm] не вышло (TIMED_OUT), пробую ещё раз'],
    ['Reauthorise', undefined],
  ])('%s', (action, said) => {
    const facts = { connection: 'crm', place: 'https://a.example/?token=…', action, code: 'TIMED_OUT' }
    expect(noticeOf('exchange failed', facts)?.ru).toBe(said)
  })

  it('of another kind is its name', () => {
    expect(noticeOf('cursor in the future', {})?.en).toBe('cursor in the future')
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
