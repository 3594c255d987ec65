import { describe, expect, it } from 'vitest'
import { buildRefused } from './builders/pull-kill-build.ts'
import { bundled } from './builders/pull-kill-bundle.ts'
import { crashEverywhere } from './builders/pull-kill-crash.ts'
import { knockAndCrash } from './builders/pull-kill-door.ts'
import { overtakeEverywhere } from './builders/pull-kill-overtake.ts'
import { spoiltLines, spoiltStores, strictCursor } from './builders/pull-kill-plants.ts'
import { killPlatforms } from './builders/pull-kill-platforms.ts'

const { toy, google_ads } = killPlatforms
type Engine = typeof import('./builders/pull-kill-engine.ts')
const engine = async (plant?: string): Promise<Engine> => import(await bundled('pull-kill-engine', plant))

describe('a planted bug is found', { timeout: 120_000 }, () => {
  it.each(['cursor before write', 'non-atomic write'])('%s', async (plant) => {
    const { wrong } = await crashEverywhere(toy!, { stores: spoiltStores[plant], untilWrong: true })
    expect(wrong).toHaveLength(1)
  })

  it.each(['random keys', 'unordered checkpoint'])('%s', async (plant) => {
    const { pullConnection, killPlatforms } = await engine(plant)
    const { wrong } = await crashEverywhere(killPlatforms.toy!, { pull: pullConnection, untilWrong: true })
    expect(wrong).toHaveLength(1)
  })

  it('> on ties', async () => {
    const { wrong } = await crashEverywhere(toy!, { source: strictCursor, step: 20, untilWrong: true })
    expect(wrong).toHaveLength(1)
  })

  it('unfenced commit', async () => {
    const only = google_ads!.world().change()
    const { wrong } = await overtakeEverywhere(google_ads!, {
      ...{ stores: spoiltStores['unfenced commit'], only, untilWrong: true },
    })
    expect(wrong).toHaveLength(1)
  })

  it('ack before landing', async () => {
    expect(await knockAndCrash(false)).toEqual([])
    expect((await knockAndCrash(true)).length).toBeGreaterThan(0)
  })

  it('publish before checks', async () => {
    expect(await buildRefused((await engine()).build)).toBeUndefined()
    expect(await buildRefused((await engine('publish before checks')).build)).toMatch('published')
  })
})

describe('a line to spoil that has moved', () => {
  it.each(Object.keys(spoiltLines))('stands where it is looked for: %s', async (plant) => {
    await expect(bundled('pull-kill-engine', plant)).resolves.toBeTruthy()
  })
})
