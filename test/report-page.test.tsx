import { describe, expect, it } from 'vitest'
import { type Links, safeHref } from '#report/links.ts'
import type { MonthData } from '#report/month-data.ts'
import { kpiOf } from '#report/read/kpis.ts'
import { renderMonth } from '#report/render.ts'
import { type Language, say } from '#shared/i18n/text.ts'
import { buildEmpty, buildKpi, buildMonth } from '#test/builders/marts.ts'

const links: Links = {
  previous: { month: '2026-09', href: '../2026-09/index.html' },
  months: [
    { month: '2026-09', href: '../2026-09/index.html' },
    { month: '2026-10', href: '../2026-10/index.html' },
  ],
  otherLanguage: 'index.en.html',
  tables: [{ label: say('РНП', 'plan and fact'), href: 'kpi_2026-10.csv' }],
}

/** What a browser would make of it: tags in order, each with the names of its attributes. */
function skeleton(html: string): string[] {
  const body = html.replace(/<style>.*?<\/style>/s, '')
  const tags = body.matchAll(/<(\/?[a-z!][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi)
  return [...tags].map(([, name, rest]) => {
    const attributes = (rest ?? '').replaceAll(/"[^"]*"|'[^']*'/g, '""').match(/[^\s=/"]+(?==|\s|$)/g) ?? []
    return [name, ...attributes].join(' ')
  })
}

const textOf = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replaceAll(/\s+/g, ' ')

describe('the month page', () => {
  it.each<Language>(['ru', 'en'])('is small, self-contained and without a script (%s)', (language) => {
    const html = renderMonth(buildMonth(), language, links)
    expect(Buffer.byteLength(html)).toBeLessThan(60_000)
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\((?!#)|\son[a-z]+=|\sstyle=/i)
    expect(html).toContain(`<html lang="${language}">`)
    expect(html).toContain("default-src 'none'")
  })

  it('is the same for the same data', () => {
    expect(renderMonth(buildMonth(), 'ru', links)).toBe(renderMonth(buildMonth(), 'ru', links))
  })

  it('closes every element that it opens', () => {
    const open: string[] = []
    for (const [, slash, name, end] of renderMonth(buildMonth(), 'ru', links).matchAll(
      /<(\/?)([a-z][a-z0-9]*)(?:[^>"]|"[^"]*")*?(\/?)>/gi,
    )) {
      if (slash) expect(open.pop()).toBe(name)
      else if (!end && !['meta', 'br'].includes(name ?? '')) open.push(name ?? '')
    }
    expect(open).toEqual([])
  })

  it('opens every definition that a button names', () => {
    const html = renderMonth(buildMonth(), 'ru', links)
    const targets = [...html.matchAll(/popovertarget="([^"]+)"/g)].map(([, id]) => id)
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(targets.length).toBeGreaterThan(10)
    expect(ids).toEqual(expect.arrayContaining(targets))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('gives every status a glyph and a word, and every absent value its reason', () => {
    const text = textOf(renderMonth(buildMonth(), 'ru', links))
    for (const words of ['✓ в плане', '▼ ниже плана', '≈ близко', '○ рано судить', '○ нет данных: не задана маржа']) {
      expect(text).toContain(words)
    }
    expect(text).toContain('ROMI — нет валовой прибыли')
  })

  it('writes differences of shares in points and never NaN, Infinity or undefined', () => {
    const text = textOf(renderMonth(buildMonth(), 'ru', links))
    expect(text).toContain('−5,6 п. п.')
    expect(text).not.toMatch(/NaN|Infinity|undefined|null|\[object/)
  })

  it('totals: 163 requests, 135 valid, 60 SQL, 9 deals', () => {
    const text = textOf(renderMonth(buildMonth(), 'ru', links))
    expect(text).toContain('Итого 124 600 ₽ 163 135 923 ₽ 60 ▼ 44,4 % 9*')
  })

  it('counts every campaign, also those beyond the longest list', () => {
    const first = buildMonth().sources[0]!
    const many = Array.from({ length: 40 }, (_, at) => ({ ...first, campaign: `c${at}`, campaignName: `К${at}` }))
    const text = textOf(renderMonth(buildMonth({ sources: many }), 'ru', links))
    expect(text).toContain('остальные кампании (24)')
    expect(text).toContain('Итого 1 648 000 ₽ 1 520')
  })

  it('judges a CPL under its floor as off plan', () => {
    const cpl = buildKpi({
      kpi: 'cpl',
      unit: 'money',
      value: 600,
      comparison: 'band',
      low: 800,
      high: 1200,
      status: 'below',
    })
    const text = textOf(renderMonth(buildMonth({ kpis: [cpl] }), 'ru', links))
    expect(text).toContain('800–1 200 ₽')
    expect(text).toContain('▼ ниже границы')
  })

  it('says what share of the plan was reached in money, not in millionths of it', () => {
    const attained = { numerator: 2_478_000_000_000, denominator: 2_280_000_000_000, value: 1.087 }
    const kpi = buildKpi({ kpi: 'plan_attainment', unit: 'share', ...attained })
    expect(textOf(renderMonth(buildMonth({ kpis: [kpi] }), 'ru', links))).toContain('2 478 000 ₽ / 2 280 000 ₽')
  })

  it('blames nobody for a month that is still too early to judge', () => {
    const kpis = buildMonth().kpis.map((kpi) => ({ ...kpi, status: 'too_early' as const }))
    const sqlShare = buildMonth().sqlShare.map((point) => ({ ...point, value: 0.1, isRipe: false }))
    const html = renderMonth(buildMonth({ kpis, sqlShare, checks: undefined }), 'ru', links)
    const afterDecisions = html.slice(html.indexOf('class="plan'))
    expect(textOf(afterDecisions)).not.toContain('▼')
    expect(afterDecisions).not.toContain('p-off')
  })

  it('blames no campaign that one more SQL would put on plan, while the total follows the KPI', () => {
    const [first] = buildMonth().sources
    const campaign = (name: string, valid: number, sql: number) => ({
      ...first!,
      campaign: name,
      campaignName: name,
      valid,
      sql,
    })
    const sources = [campaign('На волосок', 11, 5), campaign('Мимо', 11, 4)]
    const html = textOf(renderMonth(buildMonth({ sources }), 'ru', links))
    expect(html).toMatch(/На волосок [^▼]* 45,5 % /)
    expect(html).toMatch(/Мимо [^▼]* ▼ 36,4 % /)
    const kpis = buildMonth().kpis.map((kpi) => ({ ...kpi, status: 'near' as const }))
    expect(textOf(renderMonth(buildMonth({ sources, kpis }), 'ru', links))).toMatch(/Итого [^▼]* 40,9 % /)
  })

  it('in a company’s first months names no ripe cohort, and says that none is', () => {
    const row = { kpi: 'lead_to_client', basis: 'mature_cohort', unit: 'share', zone: 'shared', comparison: 'min' }
    const known = {
      target_low: 0.2,
      status: 'no_data',
      reason: 'no_leads',
      agreement: '2026-10',
      label_ru: 'CR',
      label_en: 'CR',
    }
    const html = renderMonth(buildMonth({ kpis: [kpiOf({ ...row, ...known })] }), 'ru', links)
    expect(textOf(html)).toContain('CR, зрелая когорта CR')
    expect(textOf(html)).toContain('○ нет данных: ни одна когорта ещё не созрела')
  })

  it('tells the cents of a small price, and never calls an unripe cohort wholly ripe', () => {
    const [first] = buildMonth().sources
    const sources = [{ ...first!, spend: 8_480_000n, valid: 1 }]
    const cohorts = buildMonth().cohorts.map((cohort) => ({ ...cohort, isPublishable: false, maturity: 0.998 }))
    const text = textOf(renderMonth(buildMonth({ sources, cohorts }), 'en', links))
    expect(text).toContain('₽8.48')
    expect(text.slice(text.indexOf('Cohorts'))).toContain(' 99% ')
    expect(text.slice(text.indexOf('Cohorts'))).not.toContain(' 100% ')
  })

  it('explains the asterisk of a cohort only where one stands', () => {
    const cohorts = buildMonth().cohorts.map((cohort) => ({
      ...cohort,
      cells: cohort.cells.map((cell) => ({ ...cell, isComplete: true })),
    }))
    const running = 'возраст ещё идёт'
    expect(textOf(renderMonth(buildMonth(), 'ru', links))).toContain(running)
    expect(textOf(renderMonth(buildMonth({ cohorts }), 'ru', links))).not.toContain(running)
  })

  it('shows a campaign’s name without unseen marks, and of a long one the beginning', () => {
    const first = buildMonth().sources[0]!
    const names = ['\u202eторобоан\u202c \u001b[31m', 'Ж'.repeat(300)]
    const sources = names.map((campaignName, at) => ({ ...first, campaign: `c${at}`, campaignName }))
    const text = textOf(renderMonth(buildMonth({ sources }), 'ru', links))
    expect(text).toContain(' торобоан [31m ')
    expect(text).toContain(` ${'Ж'.repeat(80)}… `)
  })

  it('says what an empty company lacks and how to add it', () => {
    const text = textOf(renderMonth(buildEmpty(), 'ru', { months: [], tables: [] }))
    expect(text).toContain('npx concord connect file leads.csv')
    expect(text).toContain('concord connect file spend.csv')
    expect(text).toContain('Данных ещё нет')
  })
})

const atoms = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '" autofocus onfocus="alert(1)',
  '</title><svg onload=alert(1)>',
  '</style><iframe srcdoc="x">',
  '<!--',
  '-->',
  ']]>',
  '<a href="javascript:alert(1)">x</a>',
  '&lt;b&gt;',
  '&#60;b&#62;',
  '\u0000<b>',
  '\u2028</p>',
  '{{7*7}}',
  '#{alert(1)}',
  '<math><mi xlink:href="data:x">',
  '`><b>',
  '<base href=//evil>',
  '<form action=x><button>',
  '</textarea><b>',
  '＜script＞',
]

/** 500 texts: every pair of atoms, and words around them. */
const payloads = Array.from({ length: 500 }, (_, at) => {
  const [one, two] = [atoms[at % atoms.length], atoms[Math.floor(at / atoms.length) % atoms.length]]
  return `${one}К${at}${two}`
})

/** So many payloads share a page: rendering 500 pages would take longer than it proves. */
const together = 5

/** The same month with one text in every place that comes from outside. */
function spoiled(word: string): MonthData {
  const both = say(word, word)
  const month = buildMonth()
  return buildMonth({
    company: { name: word, currency: 'RUB', spendBasis: 'net' },
    agreement: word,
    kpis: month.kpis.map((kpi) => ({ ...kpi, label: both, definition: both, formula: both, ownerName: word })),
    sources: month.sources.map((row) => ({ ...row, label: both, campaignName: row.campaign && word })),
    stages: month.stages.map((stage) => ({ ...stage, label: both })),
    rejects: month.rejects.map((reject) => ({ ...reject, label: both })),
    health: month.health.map((row) => ({ ...row, account: 'main', source: `${word} ${row.source}`, record: word })),
    checks: [{ name: 'chk', severity: 'warn', rows: 2, about: both }],
    leaks: [{ check: word, severity: 'warn', rows: 1, micros: null }],
  })
}

describe('text from outside', () => {
  it('adds no element and no attribute: 500 payloads in every place', () => {
    const expected = skeleton(renderMonth(spoiled('Слово'), 'ru', links))
    for (let at = 0; at < payloads.length; at += together) {
      const word = payloads.slice(at, at + together).join(' ')
      expect(skeleton(renderMonth(spoiled(word), 'ru', links)), word).toEqual(expected)
    }
  })

  it.each([
    ['https://crm.example/lead/1', true],
    ['index.en.html', true],
    ['../2026-09/index.html', true],
    ['javascript:alert(1)', false],
    ['JaVaScRiPt:alert(1)', false],
    ['java\nscript:alert(1)', false],
    [' javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['//evil.example', false],
    ['\\\\evil.example', false],
    ['vbscript:x', false],
    ['http:evil', false],
  ])('links %j: %s', (href, isSafe) => {
    expect(safeHref(href) === href).toBe(isSafe)
  })
})
