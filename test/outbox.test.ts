import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fileSender } from '#shared/outbox/file.ts'
import { memoryState } from '#shared/state/memory.ts'
import { sqliteState } from '#shared/state/sqlite.ts'
import type { State } from '#shared/state/state.ts'
import { outboxRules, testOutbox } from '#test/contracts/outbox.ts'
import { testClock } from '#test/contracts/state.ts'

const temporary = mkdtempSync(join(tmpdir(), 'concord-outbox-'))
afterAll(() => rm(temporary, { recursive: true, force: true }))
const freshFolder = () => mkdtempSync(join(temporary, 'o'))

testOutbox('memory', memoryState)
testOutbox('sqlite', (clock) => sqliteState(join(freshFolder(), 'state.sqlite'), clock))

describe('outbox in a folder', () => {
  it('writes a message as one file, however often it is sent', async () => {
    const folder = freshFolder()
    const send = fileSender(folder)
    const attachments = [{ name: 'kpi.csv', type: 'text/csv', key: 'reports/2026-10/kpi.csv' }]
    const message = { key: 'digest/2026-10/b1', channel: 'mail', subject: 'Отчёт', text: 'Готов', attachments } as const
    expect([await send(message), await send(message)]).toEqual(['sent', 'sent'])
    expect(readdirSync(folder)).toEqual(['digest-2026-10-b1.txt'])
    const text = readFileSync(join(folder, 'digest-2026-10-b1.txt'), 'utf8')
    expect(text).toBe('Отчёт\n\nГотов\n\nkpi.csv: reports/2026-10/kpi.csv\n')
  })
})

describe('the contract notices a planted bug', () => {
  const fails = (title: string, plant: (state: State) => State) => {
    const clock = testClock()
    return expect(outboxRules[title]!((own) => plant(memoryState(own)), clock)).rejects.toThrow()
  }

  it('a state that lets everyone have a message', () =>
    fails('sends once when eight deliver at the same time', (state) => ({
      ...state,
      async putIf(key, value) {
        return (await state.putIf(key, value, (await state.get(key))?.version)) ?? 1
      },
    })))

  it('a list that was never written', () =>
    fails('never misses and repeats at most once, wherever the process dies', (state) => ({
      ...state,
      putIf: async (key, value, version) => (key === 'outbox' ? 1 : state.putIf(key, value, version)),
    })))
})
