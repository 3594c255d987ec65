import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { folderLake } from '#shared/lake/folder.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import { sqliteState } from '#shared/state/sqlite.ts'
import { probeLake, probeState } from '#test/builders/honesty.ts'
import { expectNoStaleCommit, expectWholeVersions, pauseAndResume, pollWhilePublishing } from '#test/contracts/races.ts'
import { testClock } from '#test/contracts/state.ts'
import { seeded } from '#test/kill/lake-kills.ts'

const temporary = mkdtempSync(join(tmpdir(), 'concord-races-'))
afterAll(() => rm(temporary, { recursive: true, force: true }))

/** As any real store: others get their turn while one waits for it. */
function turning(lake: Lake): Lake {
  const after = <A extends unknown[], R>(operation: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      await new Promise(setImmediate)
      return operation(...args)
    }
  }
  const { get, put, head, list } = lake
  return { get: after(get), put: after(put), head: after(head), list: after(list), delete: after(lake.delete) }
}

const inMemory = () => {
  const clock = testClock()
  return { lake: turning(memoryLake()), state: memoryState(clock), clock }
}
const onDisk = () => {
  const clock = testClock()
  const root = mkdtempSync(join(temporary, 'r'))
  return { lake: folderLake(join(root, 'lake')), state: sqliteState(join(root, 'state.sqlite'), clock), clock }
}

describe.each([
  ['memory', inMemory, 500, 200],
  ['folder and sqlite', onDisk, 12, 20],
] as const)('races in %s', (_, make, publishes, rounds) => {
  it(`${publishes} publishes with kills: a reader sees only whole versions`, async () => {
    await expectWholeVersions(make(), publishes, seeded(1))
  })

  it(`${rounds} rounds of eight runners with one paused: no stale commit`, async () => {
    await expectNoStaleCommit(make(), rounds)
  })
})

describe('the races notice a planted bug', () => {
  it('a state without fences takes stale commits', async () => {
    const stores = inMemory()
    const { putIf } = stores.state
    const state = {
      ...stores.state,
      putIf: (...[key, value, version]: Parameters<typeof putIf>) => putIf(key, value, version),
    }
    expect((await pauseAndResume({ ...stores, state }, 5)).stale).toBe(5)
  })

  it('objects that are written in place show mixtures', async () => {
    const stores = inMemory()
    const put: typeof stores.lake.put = (key, bytes, condition) =>
      stores.lake.put(key.replace(/builds\/[^/]+/, 'builds/same'), bytes, condition)
    const get: typeof stores.lake.get = (key) => stores.lake.get(key.replace(/builds\/[^/]+/, 'builds/same'))
    const seen = await pollWhilePublishing({ ...stores, lake: { ...stores.lake, put, get } }, 20, seeded(1))
    expect(seen.faults.length).toBeGreaterThan(0)
  })
})

describe('the honesty probe', () => {
  const slowly = () => new Promise(setImmediate)

  it('trusts the stores of a laptop', async () => {
    const { lake, state } = onDisk()
    expect([...(await probeLake(lake)), ...(await probeState(state))]).toEqual([])
  })

  it('notices a lake that looks first and writes afterwards', async () => {
    const lake = memoryLake()
    const put: typeof lake.put = async (key, bytes, condition) => {
      const standing = await lake.head(key)
      if (standing?.etag !== (condition === 'absent' ? undefined : condition.etag))
        return { done: false, etag: standing?.etag }
      await slowly()
      return lake.put(key, bytes, (await lake.head(key)) ?? 'absent')
    }
    expect((await probeLake({ ...lake, put })).join()).toContain('8 of 8 creators won')
  })

  it('notices a state whose epochs are given twice', async () => {
    const state = memoryState(testClock())
    const claim: typeof state.claim = async (...args) => {
      const given = await state.claim(...args)
      return given.held && given.fence.epoch > 1
        ? { held: true, fence: { ...given.fence, epoch: given.fence.epoch - 1 } }
        : given
    }
    expect((await probeState({ ...state, claim })).join()).toContain('200 claims gave 199 epochs')
  })
})
