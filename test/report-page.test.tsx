import { describe, expect, it } from 'vitest'
import { type Links, safeHref } from '#report/links.ts'
import type { MonthData } from '#report/month-data.ts'
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

  it('says what an empty company lacks and how to add it', () => {
    const text = textOf(renderMonth(buildEmpty(), 'ru', { months: [], tables: [] }))
    expect(text).toContain('concord connect file leads.csv')
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
