import { describe, expect, it } from 'vitest'
import { progressKey } from '#ingest/pull/progress.ts'
import { bitrix24 } from '#ingest/sources/bitrix24/index.ts'
import { type Bench, openBench } from './builders/test-source-run.ts'
import { bitrix24AppSetting, bitrix24Setting, bitrix24World } from './platforms/bitrix24.ts'
import type { Asked, Reply } from './replay-server/server.ts'

const plain = async (bench: Bench) =>
  (await bench.rows('lead')).map(({ pulled_at: _, url: __, ...row }) => JSON.stringify(row)).sort()

describe('a portal in a box of its own, below a path', () => {
  const below = ({ path, ...rest }: Asked, answer: (asked: Asked) => Reply): Reply =>
    path.startsWith('/box/rest/') || path === '/box/oauth/token/'
      ? answer({ ...rest, path: path.slice('/box'.length) })
      : { status: 404, body: '' }

  for (const setting of [bitrix24Setting, bitrix24AppSetting])
    it(`${setting.source.name} asks below that path`, async () => {
      const world = bitrix24World()
      const boxed = {
        ...setting,
        yaml: (url: string) => setting.yaml(url && `${url}/box`),
        secrets: (url: string) => setting.secrets(`${url}/box`),
      }
      const bench = await openBench(boxed, (asked) => below(asked, world.answer))
      await using _ = bench
      const { summary } = await bench.pull()
      expect(summary.files.flatMap(({ problem }) => problem ?? [])).toEqual([])
      const whole = await openBench(setting, bitrix24World().answer)
      await using __ = whole
      await whole.pull()
      expect(await plain(bench)).toEqual(await plain(whole))
    })
})

describe('a first load of leads', () => {
  const { leads } = bitrix24.resources
  const small = {
    ...leads!,
    window: { ...leads!.window, settleEvery: 1 } as (typeof bitrix24.resources)['x']['window'],
  }
  const setting = {
    ...bitrix24Setting,
    source: { ...bitrix24, resources: { leads: small } },
  }
  const cursorOf = async (bench: Bench) =>
    ((await bench.state.get(progressKey('crm', 'leads', '')))?.value as { cursor: string | null } | undefined)?.cursor

  it('is settled page by page; its cursor moves with the last page only', async () => {
    const world = bitrix24World()
    // The newest change belongs to the first page: ids say nothing of it.
    world.data.lead[1]!.DATE_MODIFY = '2026-07-19T12:00:00+03:00'
    const bench = await openBench(setting, world.answer)
    await using _ = bench
    const seen: (string | null | undefined)[] = []
    for (let done = false; !done; ) {
      done = (await bench.pull({ deadline: bench.clock.now() + 1000 })).done
      seen.push(await cursorOf(bench))
    }
    expect(seen.slice(0, -1).filter((cursor) => cursor !== null && cursor !== undefined)).toEqual([])
    expect(seen.at(-1)).toBe('2026-07-19T09:00:00.000Z')
    expect(await bench.lake.list('manifests/')).toHaveLength(3)
    expect(new Set((await bench.rows('lead')).map(({ lead_id }) => lead_id)).size).toBe(world.data.lead.length)
    const before = await bench.records()
    bench.clock.time += 60_000
    await bench.pull()
    expect(await bench.records()).toEqual(before)
  })
})

describe('a scan for what was deleted', () => {
  const dayMs = 86_400_000
  const isScan = ({ path, body }: Asked) => path.endsWith('/batch.json') && body.includes('crm.lead.list')
  const weekly = {
    ...bitrix24Setting,
    yaml: (url: string) => bitrix24Setting.yaml(url).replace('scan_days: 1', 'scan_days: 7'),
  }

  it('is made when its days have passed, on whatever day somebody comes', async () => {
    const world = bitrix24World()
    const bench = await openBench(weekly, world.answer)
    await using _ = bench
    const scans = () => bench.server.asked.filter(isScan).length
    await bench.pull()
    expect(scans()).toBe(1)
    world.drop('lead', '20')
    for (const [days, expected] of [
      [3, 1],
      [3, 1],
      // A first answer that lacks it, and the second that makes it sure.
      [5, 3],
      [6, 3],
      [1, 4],
    ] as const) {
      bench.clock.time += days * dayMs
      await bench.pull()
      expect([days, scans()]).toEqual([days, expected])
    }
    const gone = (await bench.rows('lead')).filter(({ deleted }) => deleted)
    expect(gone.map(({ lead_id }) => lead_id)).toEqual(['20'])
  })
})
