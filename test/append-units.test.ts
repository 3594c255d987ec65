import { expect, it } from 'vitest'
import { appendUnits } from '#ingest/pull/append-units.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { connectionOf, type pullRuntime } from './builders/pull-kill-run.ts'
import { toySetting } from './platforms/toy.ts'

/** As on S3 under a key: an etag tells versions apart, and nothing of the bytes. */
function opaque(lake: Lake): Lake {
  const etag = (one: string | undefined) => one && `v-${one.slice(0, 8)}`
  return {
    ...lake,
    async put(key, bytes, condition) {
      const standing = typeof condition === 'object' ? await lake.head(key) : undefined
      const real = standing && { etag: standing.etag }
      const answer = await lake.put(key, bytes, real ?? 'absent')
      return { ...answer, etag: etag(answer.etag) } as typeof answer
    },
  }
}

it('a batch that was cut off in its middle is brought to its end as one reading, whatever etags say', async () => {
  const lake = opaque(memoryLake())
  const connection = connectionOf({ setting: toySetting, url: 'http://127.0.0.1:1' } as Parameters<
    typeof pullRuntime
  >[1])
  const writer = (pulledAt: number) => ({ lake, connection, pulledAt, check: async () => undefined })
  const row = (id: string) => ({ account: 'main', lead_id: `crm:main:${id}`, created_at: 1000, pulled_at: 0 })
  const part = (id: string) => ({ record: 'lead' as const, month: '2026-07', unit: id, rows: [row(id)] })
  await appendUnits(writer(1000), [part('b')])
  // The run that read both has died behind the first.
  await appendUnits(writer(3000), [part('a')])
  const units = await appendUnits(writer(3000), [part('a'), part('b')])
  expect(units.map(({ written }) => written)).toEqual([false, true])
  const again = await appendUnits(writer(3000), [part('a'), part('b')])
  expect(again.map(({ written }) => written)).toEqual([false, false])
})
