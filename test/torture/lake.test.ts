import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { folderLake } from '#shared/lake/folder.ts'
import { runChild } from '#test/kill/children.ts'
import { killWriters, seeded } from '#test/kill/lake-kills.ts'

const temporary = mkdtempSync(join(tmpdir(), 'concord-torture-'))
afterAll(() => rm(temporary, { recursive: true, force: true }))
const freshRoot = () => mkdtempSync(join(temporary, 'l'))
const minutes = (count: number) => count * 60_000

it(
  '500 kills of a writer: whole objects only, none that was answered is lost',
  async () => {
    let answered = 0
    for (let round = 0; round < 10; round++) {
      const tally = await killWriters('folder', freshRoot(), 50, seeded(round))
      expect(tally.torn).toEqual([])
      expect(tally.lost).toEqual([])
      answered += tally.answered
    }
    console.info(`500 kills, ${answered} answered puts, 0 torn, 0 lost`)
  },
  minutes(10),
)

it(
  '8 processes create the same 200 keys, 10 times: one winner each',
  async () => {
    for (let round = 0; round < 10; round++) {
      const root = freshRoot()
      const children = Array.from({ length: 8 }, () => runChild('create-race.ts', 'folder', root, '200', '8'))
      const won = (await Promise.all(children)).map(Number)
      expect(won.reduce((sum, one) => sum + one, 0)).toBe(200)
    }
  },
  minutes(10),
)

it(
  '8 processes add to one counter by compare and retry: nothing is lost',
  async () => {
    const root = freshRoot()
    await Promise.all(Array.from({ length: 8 }, () => runChild('count-up.ts', 'folder', root, '250')))
    const got = await folderLake(root).get('count')
    expect(new TextDecoder().decode(got?.bytes)).toBe('2000')
  },
  minutes(10),
)
