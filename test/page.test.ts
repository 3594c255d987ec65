import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Links } from '#report/links.ts'
import type { MonthData } from '#report/month-data.ts'
import { renderMonth } from '#report/render.ts'
import { type Language, languages, say } from '#shared/i18n/text.ts'
import { buildEmpty, buildMonth } from '#test/builders/marts.ts'
import { isFull, notInSample } from '#test/builders/sample.ts'

const browserPath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const missing = existsSync(browserPath) ? '' : ` (skipped: no browser at ${browserPath}; set CHROMIUM)`

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

const links: Links = {
  previous: { month: '2026-09', href: '../2026-09/index.html' },
  months: ['2026-09', '2026-10'].map((month) => ({ month, href: `../${month}/index.html` })),
  otherLanguage: 'index.en.html',
  tables: [{ label: say('РНП', 'plan and fact'), href: 'kpi_2026-10.csv' }],
}

const unplanned = buildMonth().kpis.map((kpi) => ({ ...kpi, comparison: null, low: null, high: null }))

const blocked = { asOf: '2026-11-03', since: '2026-11-02', checks: [{ name: 'chk_spend_ties', rows: 3 }] }

/** What a web form lets in, and sums that no table was drawn for. */
const [usual] = buildMonth().sources
const unruly = ['ж'.repeat(300), 'https://example.org/?utm_campaign='.repeat(9), '🏡'.repeat(90)].map((name) => ({
  ...usual!,
  campaign: name,
  campaignName: name,
  spend: 1_234_567_890_120_000_000n,
}))
const lost = { ...usual!, campaign: 'x', campaignName: 'x', spend: -35_000_000n }

const cases: readonly (readonly [string, Language, MonthData])[] = [
  ...languages.flatMap((language) => [
    [`demo ${language}`, language, buildMonth()] as const,
    [`empty ${language}`, language, buildEmpty()] as const,
    [`stale ${language}`, language, buildMonth({ blocked })] as const,
    [`no plan ${language}`, language, buildMonth({ kpis: unplanned })] as const,
  ]),
  ['unruly ru', 'ru', buildMonth({ sources: [...unruly, lost] })],
]

const widths = [1040, 360]

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}

async function violationsOn(page: Page): Promise<readonly string[]> {
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: Axe }).axe.run())
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

describe.skipIf(missing)(`the page in a browser${missing}`, () => {
  let browser: Browser
  let folder: string

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: browserPath, args: quiet })
    folder = await mkdtemp(join(tmpdir(), 'concord-page-'))
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function open(html: string, width: number): Promise<Page> {
    const file = join(folder, 'page.html')
    await writeFile(file, html)
    // The page's own policy lets no script in; axe is let in for the test only.
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(pathToFileURL(file).href)
    return page
  }

  // Axe looks for seconds: a sample has each page at one of its widths, and each width in both languages.
  for (const [at, [name, language, data]] of cases.entries()) {
    const sampled = widths[(at + languages.indexOf(language)) % widths.length]!
    const seen = isFull ? widths : [sampled]
    it(`${name}: nothing overflows at ${widths.join(' and ')} px, axe finds nothing at ${seen.join(' and ')}`, async () => {
      const page = await open(renderMonth(data, language, links), sampled)
      await page.addScriptTag({ path: axePath })
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 })
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
        expect(await page.locator('[popover]:visible').count()).toBe(0)
        if (seen.includes(width)) expect(await violationsOn(page)).toEqual([])
      }
      await page.context().close()
    })

    if (!isFull) {
      it.skip(`${name}: axe finds nothing at the other width (${notInSample})`, () => undefined)
    }
  }

  it('opens a definition by keyboard, with its counts', async () => {
    const page = await open(renderMonth(buildMonth(), 'ru', links), 1040)
    const button = page.getByRole('button', { name: 'Доля SQL среди валидных' })
    await button.focus()
    await page.keyboard.press('Enter')
    const definition = page.locator('#d-sql_share-cohort')
    const text = (await definition.innerText()).replaceAll('\u00a0', ' ')
    const isOpen = await definition.isVisible()
    await page.context().close()
    expect(isOpen).toBe(true)
    expect(text).toContain('60 из 135')
  })

  it('prints to two A4 pages at most, in the longer language', async () => {
    const { sources } = buildMonth()
    const busy = [...sources, ...sources, ...sources, ...sources].map((row, at) => ({ ...row, campaign: `c${at}` }))
    for (const data of [
      buildMonth(),
      buildMonth({ sources: busy.map((row, at) => ({ ...row, channel: `c${at % 7}` })) }),
    ]) {
      const page = await open(renderMonth(data, 'ru', links), 1040)
      const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1')
      await page.context().close()
      expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2)
    }
  })

  it('asks the network for nothing', async () => {
    const page = await open('<p>', 1040)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.setContent(renderMonth(buildMonth(), 'ru', links))
    await page.context().close()
    expect(asked).toEqual([])
  })
})
