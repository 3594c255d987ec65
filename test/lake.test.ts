import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { folderLake } from '#shared/lake/folder.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { isFull } from '#test/builders/sample.ts'
import { lakeRules, many, testLake } from '#test/contracts/lake.ts'
import { lakesByName } from '#test/kill/broken-lakes.ts'
import { runChild } from '#test/kill/children.ts'
import { killWriters, seeded } from '#test/kill/lake-kills.ts'

const temporary = mkdtempSync(join(tmpdir(), 'concord-lake-'))
afterAll(() => rm(temporary, { recursive: true, force: true }))
const kills = isFull ? 20 : 8
const freshRoot = () => mkdtempSync(join(temporary, 'l'))
const text = (value: string) => new TextEncoder().encode(value)

testLake('memory', () => memoryLake())
testLake('folder', () => folderLake(freshRoot()))

async function race(name: string, keys: number): Promise<number> {
  const root = freshRoot()
  const children = Array.from({ length: 4 }, () => runChild('create-race.ts', name, root, String(keys), '4'))
  const won = (await Promise.all(children)).map(Number)
  return won.reduce((sum, one) => sum + one, 0)
}

describe('folder lake between processes', () => {
  it('has one winner per key when four processes create the same 60 keys', async () => {
    expect(await race('folder', 60)).toBe(60)
  })

  it('loses no increment of four processes that compare and retry', async () => {
    const root = freshRoot()
    await Promise.all(Array.from({ length: 4 }, () => runChild('count-up.ts', 'folder', root, '25')))
    const got = await folderLake(root).get('count')
    expect(new TextDecoder().decode(got?.bytes)).toBe('100')
  })

  it(`shows whole objects only, and loses none that was answered, when its writer is killed ${kills} times`, async () => {
    const tally = await killWriters('folder', freshRoot(), kills, seeded(1))
    expect(tally.answered).toBeGreaterThanOrEqual(kills)
    expect(tally.torn).toEqual([])
    expect(tally.lost).toEqual([])
  }, 60_000)
})

describe('folder lake on disk', () => {
  it('leaves no temporary file behind', async () => {
    const lake = folderLake(freshRoot())
    const first = await lake.put('a', text('1'), 'absent')
    await lake.put('a', text('2'), 'absent')
    await lake.put('a', text('3'), { etag: first.etag! })
    await lake.put('a', text('4'), { etag: first.etag! })
    expect(readdirSync(join(lake.root, '.tmp'))).toEqual([])
  })

  it('sweeps what a killed process left more than an hour ago, and nothing younger', async () => {
    const lake = folderLake(freshRoot())
    const aside = join(lake.root, '.tmp')
    mkdirSync(aside)
    for (const name of ['.old', '.young']) writeFileSync(join(aside, name), 'x')
    const twoHoursAgo = Date.now() / 1000 - 7200
    utimesSync(join(aside, '.old'), twoHoursAgo, twoHoursAgo)
    expect(await lake.sweep()).toBe(1)
    expect(readdirSync(aside)).toEqual(['.young'])
  })

  it('goes on when someone removes a folder below it', async () => {
    const lake = folderLake(freshRoot())
    await lake.put('records/a/1', text('1'), 'absent')
    await rm(join(lake.root, 'records'), { recursive: true })
    expect((await lake.put('records/a/1', text('1'), 'absent')).done).toBe(true)
  })

  it('writes again once its first write could not be made: a door runs for weeks', async () => {
    const root = freshRoot()
    const lake = folderLake(root)
    writeFileSync(join(root, '.tmp'), 'in the way')
    await expect(lake.put('a', text('1'), 'absent')).rejects.toMatchObject({ code: 'STORE' })
    await rm(join(root, '.tmp'))
    expect((await lake.put('a', text('1'), 'absent')).done).toBe(true)
  })

  it('says what is wrong when a folder can not be made', async () => {
    const root = freshRoot()
    writeFileSync(join(root, 'file'), '')
    const put = folderLake(join(root, 'file')).put('a', text('1'), 'absent')
    await expect(put).rejects.toMatchObject({ name: 'Unavailable', code: 'STORE' })
  })
})

describe('the contract notices a planted bug', () => {
  const fails = (title: string, name: string) =>
    expect(lakeRules[title]!(lakesByName[name]!(freshRoot()), many)).rejects.toThrow()

  it('look, then rename: more than one creator wins', () =>
    fails('lets one of thirty creators win, and tells the others what stands there', 'lookThenRename'))

  it('look, then rename: increments are lost', () =>
    fails('loses no increment of many that compare and retry', 'lookThenRename'))

  it('write in place: a reader sees half an object', () => fails('never shows half an object to a reader', 'torn'))

  it('look, then rename: several processes win one key', async () => {
    // A busy machine may let the processes run one after another: a few tries, until they meet.
    let winners = 0
    for (let round = 0; round < 8 && winners <= 60; round++) winners = await race('lookThenRename', 60)
    expect(winners).toBeGreaterThan(60)
  }, 60_000)

  it('write in place: a kill leaves half an object', async () => {
    let torn = 0
    for (let round = 0; round < 6 && torn === 0; round++) {
      torn += (await killWriters('torn', freshRoot(), 10, seeded(round))).torn.length
    }
    expect(torn).toBeGreaterThan(0)
  }, 60_000)
})
