import { expect, it } from 'vitest'
import type { Clock } from '#shared/runtime.ts'
import type { Fence, State } from '#shared/state/state.ts'

type MakeState = (clock: Clock) => State | Promise<State>

/** A clock that stands still until told. */
export interface TestClock extends Clock {
  advance(ms: number): void
}

export function testClock(start = Date.UTC(2026, 2, 1)): TestClock {
  let now = start
  return {
    now: () => now,
    advance(ms) {
      now += ms
    },
  }
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

async function fenceOf(state: State, name: string, owner: string, leaseMs = 1000): Promise<Fence> {
  const claim = await state.claim(name, owner, leaseMs)
  if (!claim.held) throw new Error(`${owner} did not get ${name}, held by ${claim.holder}`)
  return claim.fence
}

type StateRule = (state: State, clock: TestClock, writers: number) => Promise<void>

/** What every state must hold, by title; see `lakeRules`. */
export const stateRules: Readonly<Record<string, StateRule>> = {
  'gives back what was put, with its version': async (state) => {
    const value = { cursor: 'а', seen: [1, null, true], deep: { empty: {} } }
    expect(await state.get('cursor/x')).toBeUndefined()
    const version = await state.putIf('cursor/x', value, undefined)
    expect(await state.get('cursor/x')).toEqual({ value, version })
  },
  'writes only over the version that was read': async (state) => {
    const first = await state.putIf('k', 'a', undefined)
    const second = await state.putIf('k', 'b', first)
    expect(second).toBeGreaterThan(first!)
    expect(await state.putIf('k', 'late', first)).toBeUndefined()
    expect(await state.putIf('k', 'late', undefined)).toBeUndefined()
    expect(await state.putIf('absent', 'x', 1)).toBeUndefined()
    expect(await state.get('k')).toEqual({ value: 'b', version: second })
  },
  'loses none of many concurrent increments': async (state, _clock, writers) => {
    const increment = async () => {
      for (;;) {
        const got = await state.get('count')
        const done = await state.putIf('count', Number(got?.value ?? 0) + 1, got?.version)
        if (done !== undefined) return
      }
    }
    await Promise.all(times(writers, increment))
    expect((await state.get('count'))?.value).toBe(writers)
  },
  'gives a lease to one of thirty, and names the holder to the others': async (state, clock) => {
    const claims = await Promise.all(times(30, (i) => state.claim('sync', `worker ${i}`, 1000)))
    const winner = claims.findIndex(({ held }) => held)
    const refused = claims.filter((_, i) => i !== winner)
    expect(refused).toEqual(times(29, () => ({ held: false, holder: `worker ${winner}`, until: clock.now() + 1000 })))
  },
  'lets nobody in while the lease runs, and the next one in when it has run out': async (state, clock) => {
    const first = await fenceOf(state, 'sync', 'first')
    clock.advance(999)
    expect((await state.claim('sync', 'second', 1000)).held).toBe(false)
    clock.advance(1)
    expect((await fenceOf(state, 'sync', 'second')).epoch).toBeGreaterThan(first.epoch)
  },
  'refuses the commit of a holder whose lease was taken over': async (state, clock) => {
    const stale = await fenceOf(state, 'sync', 'first')
    const version = await state.putIf('cursor', 1, undefined, stale)
    clock.advance(1000)
    const fresh = await fenceOf(state, 'sync', 'second')
    expect(await state.putIf('cursor', 'stale', version, stale)).toBeUndefined()
    expect(await state.putIf('other', 'stale', undefined, stale)).toBeUndefined()
    expect(await state.putIf('cursor', 2, version, fresh)).toBeDefined()
    expect((await state.get('cursor'))?.value).toBe(2)
  },
  'takes the commit of a late holder whom nobody has followed': async (state, clock) => {
    const late = await fenceOf(state, 'sync', 'first')
    clock.advance(5000)
    expect(await state.putIf('cursor', 1, undefined, late)).toBeDefined()
  },
  'refuses a fence of a lease that was never given': async (state) => {
    expect(await state.putIf('cursor', 1, undefined, { name: 'none', epoch: 1 })).toBeUndefined()
  },
  'gives a released lease at once, under a higher epoch': async (state) => {
    const first = await fenceOf(state, 'sync', 'first')
    await state.release(first)
    const second = await fenceOf(state, 'sync', 'second')
    expect(second.epoch).toBeGreaterThan(first.epoch)
  },
  'does not let a stale holder release the lease of the next one': async (state, clock) => {
    const stale = await fenceOf(state, 'sync', 'first')
    clock.advance(1000)
    await fenceOf(state, 'sync', 'second')
    await state.release(stale)
    expect((await state.claim('sync', 'third', 1000)).held).toBe(false)
  },
  'keeps leases of different names apart': async (state) => {
    await fenceOf(state, 'a', 'first')
    expect((await state.claim('b', 'second', 1000)).held).toBe(true)
  },
  'lists keys below a prefix, sorted; leases are no keys': async (state) => {
    for (const key of ['c/2', 'c/10', 'c_/1', 'd', 'c/я', 'c/%']) await state.putIf(key, 1, undefined)
    await fenceOf(state, 'c/lease', 'first')
    expect(await state.list('c/')).toEqual(['c/%', 'c/10', 'c/2', 'c/я'])
    expect(await state.list('')).toHaveLength(6)
  },
  'keeps its own copy of a value': async (state) => {
    const mine = { seen: [1] }
    await state.putIf('k', mine, undefined)
    mine.seen.push(2)
    expect((await state.get('k'))?.value).toEqual({ seen: [1] })
  },
}

/** Runs every rule on a fresh state. */
export function testState(name: string, make: MakeState, writers = 50): void {
  for (const [title, rule] of Object.entries(stateRules)) {
    it(`${name} state ${title}`, async () => {
      const clock = testClock()
      await rule(await make(clock), clock, writers)
    })
  }
}
