import { rm } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { models } from '#aggregate/models/index.ts'
import { fillThroughConnectors } from '#cli/demo-connectors.ts'
import { makeCompany } from '#examples/demo/generate.ts'
import type { Market } from '#examples/demo/platforms/index.ts'
import { withLock } from '#ingest/with-lock.ts'
import { localRuntime } from '#shared/runtime-local.ts'
import type { Fence } from '#shared/state/state.ts'
import { companyAt } from '#test/builders/demo-nights.ts'
import {
  buildDemo,
  companyThroughConnectors,
  type DemoRun,
  newProject,
  packageRoot,
  syncDemo,
} from '#test/builders/demo-runs.ts'
import { openedOnce } from '#test/builders/project-run.ts'

const from = '2026-09-01'
const hour = 3_600_000
const first = Date.parse('2026-09-02T01:00:00Z')
const end = Date.parse('2026-11-01T06:00:00Z')

interface Run {
  readonly at: number
  /** Ends as by Ctrl-C when so many answers were given. */
  readonly cutAfter?: number
}

/** Each night, two of eleven left out, each third cut off somewhere, now and then once more by day; at last after the story. */
function* runs(): Generator<Run> {
  for (let at = first, i = 0; at < end; at += 24 * hour, i++) {
    if (i % 11 === 7 || i % 11 === 8) continue
    yield i % 3 === 1 ? { at, cutAfter: 1 + ((i * 7) % 23) } : { at }
    if (i % 5 === 2) yield { at: at + 11.5 * hour }
  }
  yield { at: end }
}

/** The company by its systems, which were read as it went on. */
async function companyByNights(market: Market): Promise<Pick<DemoRun, 'query' | typeof Symbol.asyncDispose>> {
  const whole = makeCompany({ from })
  let company = companyAt(whole, first)
  let answered: () => void = () => undefined
  const now = () => {
    answered()
    return company
  }
  const folder = await newProject()
  const played = await fillThroughConnectors(folder, { packageRoot, market, from, company: now })
  const rt = localRuntime(folder, { progress: { step: () => undefined } })

  async function run(fence: Fence, { at, cutAfter = Number.POSITIVE_INFINITY }: Run): Promise<void> {
    const cut = new AbortController()
    let answers = 0
    company = at === end ? whole : companyAt(whole, at)
    answered = () => {
      if (++answers === cutAfter) cut.abort()
    }
    await syncDemo(rt, { fence, said: [], at, signal: cut.signal }).catch((error: unknown) => {
      if (!cut.signal.aborted) throw error
    })
  }

  await withLock(rt, 'test', async (fence) => {
    for (const one of runs()) await run(fence, one)
    await buildDemo(rt, fence)
  })
  await played.stop()
  const marts = openedOnce(rt)
  return {
    query: marts.query,
    async [Symbol.asyncDispose]() {
      await marts.close()
      rt.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const rowsOf = async (run: Pick<DemoRun, 'query'>, name: string) =>
  (await run.query(`select * from ${name}`))
    .map((row) => JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value)))
    .sort()

describe.each(['ru', 'world'] as const)('two months of the company, night by night (%s)', (market) => {
  it('end in the numbers of one reading of all', async () => {
    await using nights = await companyByNights(market)
    await using once = await companyThroughConnectors(market, from)
    for (const { name } of models.filter(({ layer }) => layer === 'mart'))
      expect(await rowsOf(nights, name), name).toEqual(await rowsOf(once, name))
    expect(await rowsOf(nights, 'fct_leads')).toHaveLength(makeCompany({ from }).cards.length)
  })
})
