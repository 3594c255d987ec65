import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { models } from '#aggregate/models/index.ts'
import { isShown } from '#aggregate/on-athena/parts.ts'
import { keys } from '#shared/names.ts'
import { type DemoRun, runDemo } from '#test/builders/demo-runs.ts'
import type { CompanyHere } from '#test/end-to-end/local-aws/company-here.ts'
import { letterOf } from '#test/end-to-end/local-aws/letters.ts'
import type { Ended } from '#test/end-to-end/local-aws/machine.ts'
import { rowsInCloud, rowsOnLaptop } from '#test/end-to-end/local-aws/marts.ts'
import { hasLocalAws, needsLocalAws } from '#test/end-to-end/local-aws/needs.ts'
import { sendWebhook, systemsHere } from '#test/end-to-end/local-aws/systems-here.ts'
import { trinoEngine } from '#test/local-aws/athena/trino-engine.ts'

const place = inject('trino')
const missing = inject('trinoMissing')
const because = missing ? ` — skipped: ${missing}` : needsLocalAws
const shown = models.filter(isShown)

/** Two months of the story, or from this month on. */
const from = process.env.CONCORD_DEMO_FROM ?? '2026-09-01'

describe.skipIf(missing || !hasLocalAws)(
  `the demo company through the whole template, on Trino${because}`,
  { timeout: 1_800_000 },
  () => {
    let here: CompanyHere
    let laptop: DemoRun
    let night: Ended

    beforeAll(async () => {
      here = await systemsHere(from, { engine: trinoEngine(place!) })
      laptop = await runDemo(here.folder)
    }, 1_800_000)

    afterAll(async () => {
      await laptop?.[Symbol.asyncDispose]()
      await here?.remove()
    })

    test('a webhook that knocks is kept, and the queue feeds it and the uploads to the inbox function', async () => {
      const { aws } = here
      expect(await sendWebhook(aws, 4711)).toBe(200)
      expect((await aws.inbox.list('crm/')).map(({ key }) => key)).toEqual([
        expect.stringMatching(/^crm\/hook-[0-9a-f]{32}\.jsonl$/),
      ])
      expect(await aws.lake.list('records/')).toEqual([])
      expect(await aws.feedQueues()).toEqual([])
      for (const record of ['lead', 'deal', 'payment', 'spend']) {
        expect((await aws.lake.list(`records/${record}/`)).length, record).toBeGreaterThan(0)
      }
      expect(aws.gateway.calls.filter(({ refused }) => refused)).toEqual([])
    })

    test('the schedule starts a night that ends well', async () => {
      night = await here.aws.night('2026-11-01T06:30:00Z')
      expect(await here.aws.failures(night)).toEqual([])
      expect(night.status).toBe('SUCCEEDED')
      expect(here.aws.gateway.calls.filter(({ refused }) => refused)).toEqual([])
    })

    test.each(shown.map((model) => [model.name, model] as const))(
      '%s: row by row as on the laptop',
      async (_, model) => {
        expect(await rowsInCloud(here.aws, model)).toEqual(await rowsOnLaptop(laptop, model))
      },
    )

    test('the digest is mailed once, with the page that stands in the lake', async () => {
      const { lake, gateway } = here.aws
      expect(gateway.mails).toHaveLength(1)
      const letter = letterOf(gateway.mails[0]!)
      expect(letter.text).toContain('Что решить сегодня')
      const month = String(letter.key.split('/')[1])
      const page = await lake.get(keys.report(month, 'index.html'))
      expect(letter.attachments).toEqual([[`concord-${month}.html`, Buffer.from(page?.bytes ?? []).toString()]])
      expect(gateway.alerts).toEqual([])
    })
  },
)
