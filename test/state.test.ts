import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Clock } from '#shared/runtime.ts'
import { memoryState } from '#shared/state/memory.ts'
import { sqliteState } from '#shared/state/sqlite.ts'
import type { State } from '#shared/state/state.ts'
import { stateRules, testClock, testState } from '#test/contracts/state.ts'
import { killChild, runChild } from '#test/kill/children.ts'
import { seeded } from '#test/kill/lake-kills.ts'

const temporary = mkdtempSync(join(tmpdir(), 'concord-state-'))
afterAll(() => rm(temporary, { recursive: true, force: true }))
const freshPath = () => join(mkdtempSync(join(temporary, 's')), 'state', 'concord.sqlite')

testState('memory', memoryState)
testState('sqlite', (clock) => sqliteState(freshPath(), clock))

describe('sqlite state', () => {
  it('holds what it was told when it is opened again', async () => {
    const path = freshPath()
    const clock = testClock()
    const before = sqliteState(path, clock)
    const version = await before.putIf('k', { a: 1 }, undefined)
    await before.claim('sync', 'first', 1000)
    before.close()
    const after = sqliteState(path, clock)
    expect(await after.get('k')).toEqual({ value: { a: 1 }, version })
    expect(await after.claim('sync', 'second', 1000)).toMatchObject({ held: false, holder: 'first' })
    after.close()
  })

  it('loses no commit and takes no stale one of four processes with leases that run out', async () => {
    const path = freshPath()
    await Promise.all(Array.from({ length: 4 }, () => runChild('state-race.ts', path, '10')))
    const state = sqliteState(path, testClock())
    expect((await state.get('count'))?.value).toBe(40)
    state.close()
  }, 60_000)

  it('holds every answered commit when its writer is killed 8 times', async () => {
    const path = freshPath()
    const random = seeded(2)
    for (let round = 0; round < 8; round++) {
      const lines = await killChild(random() * 20, 'state-until-killed.ts', path)
      const state = sqliteState(path, testClock())
      const kept = Number((await state.get('count'))?.value)
      state.close()
      expect(kept).toBeGreaterThanOrEqual(Number(lines.at(-1)))
    }
  }, 60_000)

  it('says so when the file is no database', async () => {
    const path = join(temporary, 'broken.sqlite')
    writeFileSync(path, 'this is no database, whatever its name says'.repeat(100))
    await expect(sqliteState(path, testClock()).get('k')).rejects.toMatchObject({ name: 'Unavailable', code: 'STORE' })
  })
})

describe('the contract notices a planted bug', () => {
  const unfenced = (clock: Clock): State => {
    const state = memoryState(clock)
    return { ...state, putIf: (key, value, version) => state.putIf(key, value, version) }
  }
  const unversioned = (clock: Clock): State => {
    const state = memoryState(clock)
    return {
      ...state,
      async putIf(key, value, _version, fence) {
        const standing = await state.get(key)
        return state.putIf(key, value, standing?.version, fence)
      },
    }
  }
  const fails = (title: string, make: (clock: Clock) => State) => {
    const clock = testClock()
    return expect(stateRules[title]!(make(clock), clock, 50)).rejects.toThrow()
  }

  it('a commit without a look at the fence', () =>
    fails('refuses the commit of a holder whose lease was taken over', unfenced))

  it('a commit without a look at the version', () => fails('writes only over the version that was read', unversioned))
})
