// The clock of the machine was ahead for one run, then was put right.
import { expect, it } from 'vitest'
import { gateOf } from '#ingest/exchange/quota.ts'
import { memoryState } from '#shared/state/memory.ts'
import { settableClock } from './builders/sync-project.ts'

const days40 = 40 * 86_400_000

it('a bucket of requests that was counted in the future fills again', async () => {
  const clock = settableClock()
  const state = memoryState(clock)
  let waited = 0
  const wait = async (ms: number) => {
    clock.time += ms
    waited += ms
  }
  const gate = gateOf({
    state,
    now: clock.now,
    wait,
    random: () => 0.5,
    host: 'h',
    account: 'a',
    quotas: [{ per: 'host', rate: 5, perMs: 1000 }],
  })
  clock.time += days40
  for (let i = 0; i < 7; i++) await gate.pass('/')
  clock.time -= days40
  waited = 0
  for (let i = 0; i < 7; i++) await gate.pass('/')
  expect(waited).toBeLessThan(5000)
})
