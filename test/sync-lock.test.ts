import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { withLock } from '#ingest/with-lock.ts'
import { Unavailable } from '#shared/errors.ts'
import { memoryState } from '#shared/state/memory.ts'
import { settableClock } from './builders/sync-project.ts'

const open = () => {
  const clock = settableClock()
  return { clock, state: memoryState(clock) }
}
const realTime = () => {
  const clock = { now: () => Date.now() }
  return { clock, state: memoryState(clock) }
}
const holder = (pid: number, until: number) => ({ owner: 'cron', host: hostname(), pid, since: until - 1000, until })

it('tells the second run who holds the lock and since when', async () => {
  const rt = open()
  const second = withLock(rt, 'concord run', () => withLock(rt, 'concord sync', async () => 'never'))
  const error = await second.catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(Unavailable)
  expect(error).toMatchObject({ code: 'LOCKED' })
  expect((error as Unavailable).problems[0]?.what.en).toContain('“concord run”')
  expect((error as Unavailable).problems[0]?.what.en).toContain('2026-03-15 12:00:00 UTC')
})

it('is free again after the work, also when the work failed', async () => {
  const rt = open()
  await expect(withLock(rt, 'a', () => Promise.reject(new Error('work')))).rejects.toThrow('work')
  expect(await withLock(rt, 'b', async () => 'done')).toBe('done')
})

it('is free after the clock was put back', async () => {
  const rt = open()
  const first = await withLock(rt, 'a', async (fence) => fence)
  rt.clock.time -= 40 * 86_400_000
  expect((await withLock(rt, 'b', async (fence) => fence)).epoch).toBeGreaterThan(first.epoch)
})

it('gives each holder a newer fence', async () => {
  const rt = open()
  const first = await withLock(rt, 'a', async (fence) => fence)
  const second = await withLock(rt, 'b', async (fence) => fence)
  expect(second.epoch).toBeGreaterThan(first.epoch)
  expect(await rt.state.putIf('x', 1, undefined, first)).toBeUndefined()
  expect(await rt.state.putIf('x', 1, undefined, second)).toBe(1)
})

it('is taken over when it has run out, and when its process is no more', async () => {
  const rt = open()
  await rt.state.putIf('lock/project', holder(process.pid, rt.clock.now() - 1), undefined)
  expect(await withLock(rt, 'a', async () => 'done')).toBe('done')
  const gone = spawn(process.execPath, ['-e', ''])
  await once(gone, 'exit')
  const version = (await rt.state.get('lock/project'))?.version
  await rt.state.putIf('lock/project', holder(gone.pid!, rt.clock.now() + 60_000), version)
  expect(await withLock(rt, 'b', async () => 'done')).toBe('done')
})

it('is renewed while the work goes on', async () => {
  const rt = realTime()
  const work = withLock(rt, 'a', () => sleep(300), { leaseMs: 100 })
  await sleep(200)
  await expect(withLock(rt, 'b', async () => 'never')).rejects.toMatchObject({ code: 'LOCKED' })
  await work
})

it('tells the work when somebody has taken it over', async () => {
  const rt = realTime()
  const lost = await withLock(
    rt,
    'a',
    async (_, signal) => {
      const version = (await rt.state.get('lock/project'))?.version
      await rt.state.putIf('lock/project', holder(process.pid, Date.now() + 60_000), version)
      await sleep(200)
      return signal.reason as unknown
    },
    { leaseMs: 100 },
  )
  expect(lost).toMatchObject({ code: 'LOCK_LOST' })
})

it('a holder on another machine is waited for, whatever processes run on this one', async () => {
  const clock = settableClock()
  const state = memoryState(clock)
  const holder = { owner: 'concord sync', host: 'another.example', pid: 2 ** 22 + 1, since: clock.time }
  await state.putIf('lock/project', { ...holder, until: clock.time + 20_000 }, undefined)
  const work = () => withLock({ state, clock }, 'concord build', async () => 'done')
  await expect(work()).rejects.toMatchObject({ code: 'LOCKED' })
  clock.time += 21_000
  expect(await work()).toBe('done')
})
