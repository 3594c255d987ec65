import { describe, expect, test } from 'vitest'
import { atOnce } from '#shared/at-once.ts'

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

describe('a few at a time', () => {
  test('answers in the order of the items, never more than asked for in work', async () => {
    let inWork = 0
    let most = 0
    const answers = await atOnce(
      [5, 1, 4, 2, 3],
      async (ms) => {
        most = Math.max(most, ++inWork)
        await pause(ms)
        inWork--
        return ms * 10
      },
      2,
    )
    expect(answers).toEqual([50, 10, 40, 20, 30])
    expect(most).toBe(2)
  })

  test('after a failure begins nothing more, and throws when nothing is in work', async () => {
    const ended: number[] = []
    const work = async (item: number) => {
      await pause(item)
      if (item === 1) throw new Error('first')
      ended.push(item)
    }
    await expect(atOnce([20, 1, 2, 3], work, 2)).rejects.toThrow('first')
    expect(ended).toEqual([20])
  })

  test('no items are no work', async () => {
    expect(await atOnce([], () => Promise.reject(new Error('never')))).toEqual([])
  })
})
