import { expect, it } from 'vitest'
import { openBench } from './builders/test-source-run.ts'
import { metrikaSetting, metrikaWorld } from './platforms/yandex-metrika.ts'

const windowMs = 300_000

it('asks for no more than 200 reports in any five minutes, however long the first pull is', async () => {
  const world = metrikaWorld()
  const times: number[] = []
  const setting = {
    ...metrikaSetting,
    yaml: (url: string) =>
      `${metrikaSetting.yaml(url).replace(/since: \S+/, 'since: 2025-01-01')}resources: [traffic]\n`,
  }
  const bench = await openBench(setting, (asked) => {
    if (asked.path.startsWith('/stat/')) times.push(bench.clock.time)
    return world.answer(asked)
  })
  await using _ = bench
  await bench.pull()
  expect(times.length).toBeGreaterThan(250)
  const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length))
  expect(most).toBeLessThanOrEqual(200)
})
