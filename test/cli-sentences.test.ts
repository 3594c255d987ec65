import { join, resolve } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { asTyped } from '#cli/as-typed.ts'
import { printFailure } from '#cli/failure.ts'
import { terminalProgress } from '#cli/progress.ts'
import { textTable } from '#cli/table.ts'
import { causeTable, factTable, plainTable, sqlLines, wordsOf } from '#cli/verbs/explain-print.ts'
import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

const npm = { npm_command: 'exec' }

describe('commands in a sentence work where they are read', () => {
  const text = 'To see them: concord query "select 1". A new one: concord init. In concord queries …'

  it.each([
    ['in the project', {}, '.', 'To see them: concord query "select 1". A new one: concord init. In concord queries …'],
    [
      'by npm',
      npm,
      resolve('.'),
      'To see them: npx concord query "select 1". A new one: npx concord init. In concord queries …',
    ],
    [
      'outside of the project',
      npm,
      resolve('demo'),
      'To see them: npx concord --project demo query "select 1". A new one: npx concord init. In concord queries …',
    ],
    [
      'with a space in the path',
      {},
      resolve('my company'),
      'To see them: concord --project "my company" query "select 1". A new one: concord init. In concord queries …',
    ],
  ])('%s', (_, env, projectDir, expected) => {
    expect(asTyped(text, { env, projectDir })).toBe(expected)
  })

  it('names a file as it stands from here', () => {
    const file = resolve('demo', 'agreement', '2026-10.yaml')
    expect(asTyped(`${file}:4:13 no such key`)).toBe(`${join('demo', 'agreement', '2026-10.yaml')}:4:13 no such key`)
  })

  it('names the project once', () => {
    const said = 'concord explain cpl --project other'
    expect(asTyped(said, { env: {}, projectDir: join('some', 'where') })).toBe(said)
  })
})

describe('a failure', () => {
  it('is told once, however many parts of a system say it', () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const problem = { code: 'NO_ANSWER', who: 'ads', what: say('нет ответа', 'no answer') }
    const another = { ...problem, where: 'report' }
    printFailure(new Unavailable([problem, problem, another]), { language: 'en', json: false, verbose: false })
    const lines = said.mock.calls.map(([line]) => String(line))
    said.mockRestore()
    expect(lines).toEqual([
      expect.stringContaining('[ads] no answer'),
      expect.stringContaining('[ads] report no answer'),
    ])
  })
})

describe('progress', () => {
  it.each([
    ['ru', [/^читаю crm: строк 1 969 · \d+,\d с$/, /^пишу: моделей 3 из 27 · \d+,\d с$/]],
    ['en', [/^read crm: 1,969 rows · \d+\.\d s$/, /^write: 3 \/ 27 models · \d+\.\d s$/]],
  ] as const)('speaks %s', (language, expected) => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const progress = terminalProgress({ quiet: false, animate: false, language })
    progress.step('read crm', 1969, undefined, 'rows')
    progress.step('write', 3, 27, 'models')
    progress.end()
    const lines = said.mock.calls.map(([line]) => String(line).replaceAll('\u00a0', ' '))
    said.mockRestore()
    expect(lines).toEqual(expected.map((line) => expect.stringMatching(line)))
  })
})

describe('a table in a terminal', () => {
  it('lets no text steer the terminal', () => {
    const rows = [['\u001b[31mred', 1n] as const, ['a\nb\u202etxt', 22n] as const]
    expect(textTable(['name', 'n'], rows)).toEqual(['name       n', '────────  ──', ' [31mred   1', 'a b txt   22'])
  })
})

describe('explain', () => {
  const words = wordsOf('ru', 'RUB')
  const kpi = { kpi: 'cac_marketing', unit: 'money', month: '2026-10', agreement: '2026-10', zone: 'shared' }
  const plan = { comparison: 'max', target_high: 8000, deviation_kind: 'relative' }

  it('says a KPI in the words and formats of the page, and blames no young cohort', () => {
    const period = { ...kpi, ...plan, basis: 'period', value: 9000.4, numerator: 9000.4e6, denominator: 1 }
    const table = factTable(words, [
      { ...period, deviation: 0.125, status: 'above' },
      { ...period, basis: 'cohort', deviation: 3.8, status: 'too_early' },
      { ...kpi, basis: 'period', value: null, status: 'no_data', reason: 'no_deals' },
    ])
    expect(table[2]).toMatch(
      /^2026-10 {2}по дате события {2}9 000 ₽ {2}9 000 ₽ \/ 1 {2}≤ 8 000 ₽ {2}\+12,5 % +▲ выше лимита$/,
    )
    expect(table[3]).toMatch(/≤ 8 000 ₽ +○ рано судить$/)
    expect(table[4]).toMatch(/— +○ нет данных: нет сделок$/)
  })

  it('sets two months of a campaign side by side, those that changed most first, long names cut', () => {
    const row = { channel: 'vk', campaign_name: 'Дом', month: '2026-09', valid_leads: 3, sql: 1, spend: 100 }
    const table = causeTable(
      words,
      [row, { ...row, month: '2026-10' }, { ...row, campaign_name: 'ж'.repeat(300), month: '2026-10', valid_leads: 9 }],
      '2026-10',
    )
    expect(table[2]).toMatch(/^vk +ж{40}… +0 → 9 +0 → 1 +0 → 100$/)
    expect(table[3]).toMatch(/^vk +Дом +3 → 3 +1 → 1 +100 → 100$/)
  })

  it('cuts names, not links; shows of a long list of KPIs the own line', () => {
    const url = `https://crm.example/${'x'.repeat(60)}`
    expect(plainTable([{ campaign_name: 'ж'.repeat(50), url }])[2]).toBe(`${'ж'.repeat(40)}…  ${url}`)
    const sql = ['-- grain', ...Array.from({ length: 50 }, (_, at) => `    ('k${at}', 1),`)].join('\n')
    expect(sqlLines(sql, 'k7', words.t)).toEqual(['-- grain', "('k7', 1),", 'целиком: --json'])
  })
})
