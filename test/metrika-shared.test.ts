import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseConnection } from '#ingest/connection/connections.ts'
import { wireText } from '#ingest/exchange/wire-response.ts'
import { readCase } from '#ingest/pull/read-case.ts'
import { classify } from '#ingest/sources/yandex-metrika/classify.ts'
import { columnOf, logFields } from '#ingest/sources/yandex-metrika/fields.ts'
import { yandexMetrika } from '#ingest/sources/yandex-metrika/index.ts'
import { readAs } from '#ingest/sources/yandex-metrika/log-wire.ts'
import { tableOf } from '#ingest/sources/yandex-metrika/tsv.ts'
import { metrikaSetting, refusal } from './platforms/yandex-metrika.ts'

const shared = process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared')
const folder = join(shared, 'fixtures/yandex_metrika')
const title = existsSync(folder) ? 'fixtures of ../shared' : 'fixtures of ../shared (skipped: not there)'
const read = (name: string) => readFileSync(join(folder, name), 'utf8')

describe.skipIf(!existsSync(folder))(title, () => {
  it('answers about logs are read, though their documents show lists where texts are sent', () => {
    const names = readdirSync(folder).filter((name) => name.startsWith('doc_logrequest_') && !name.includes('evaluate'))
    for (const name of names) {
      expect(readAs('one', wireText(read(name), 200, {}), name).log_request).toMatchObject({
        request_id: '0',
        parts: [{ part_number: '0' }],
      })
    }
    expect(readAs('list', wireText(read('doc_logrequests_list.json'), 200, {}), '').requests).toHaveLength(1)
    const { log_request_evaluation } = readAs('evaluation', wireText(read('doc_logrequest_evaluate.json'), 200, {}), '')
    expect(log_request_evaluation).toEqual({ possible: false, max_possible_day_quantity: '0' })
  })

  it('a report is read; its one row of placeholders is refused', async () => {
    const yaml = metrikaSetting.yaml('')
    const got = readCase(
      yandexMetrika,
      yaml,
      { resource: 'traffic', slice: { from: '2026-08-01', to: '2026-08-01' } },
      read('doc_stat_data.json'),
    )
    await expect(`${JSON.stringify(got, null, 2)}\n`).toMatchFileSnapshot(
      'fixtures/sources/yandex_metrika/shared/doc_stat_data.json',
    )
  })

  it('a part is a table; one of another log is not taken for visits', () => {
    expect(tableOf(read('logs_part_download.tsv')).rows).toHaveLength(4)
    const { resources } = yandexMetrika
    expect(() => resources.visits!.page(wireText(read('logs_part_download.tsv'), 200, {}), {} as never)).toThrow(
      'not a log',
    )
  })

  it('answers about uploads are good ones, and neither log nor report', () => {
    for (const name of ['doc_offline_conversions_upload.json', 'doc_offline_conversions_uploadings.json']) {
      const answer = wireText(read(name), 200, {})
      expect(classify(answer)).toBeUndefined()
      expect(() => readAs('one', answer, '')).toThrow()
    }
  })

  it('hits are another log than visits', () => {
    const names = [...read('doc_logs_fields_hits.md').matchAll(/^(ym:pv:\w+) \|/gm)].map(([, name]) => name!)
    expect(names.length).toBeGreaterThan(50)
    const line = `${names.join('\t')}\n${names.map(() => '1').join('\t')}\n`
    expect(() => yandexMetrika.resources.visits!.page(wireText(line, 200, {}), {} as never)).toThrow('not a log')
    expect(logFields('last').filter((name) => names.includes(name))).toEqual([])
  })

  it('no more is asked for than the documents allow', () => {
    const pages = read('doc_quotas.md')
    const [logs, all] = yandexMetrika.client.quotas
    expect(pages).toContain(`${logs!.rate} в секунду для Logs API`)
    expect(pages).toContain(`${all!.rate} в секунду для API`)
    expect(pages).toMatch(/5000 в сутки/)
    const [, , daily, reports] = yandexMetrika.client.quotas
    expect(daily).toMatchObject({ rate: 5000, perMs: 86_400_000 })
    expect(reports!.rate + reports!.burst!).toBe(200)
  })

  it('every error type of the documents is known by its name, not by its status', () => {
    const types = [...read('doc_errors.md').matchAll(/^(\w+) \((\d{3})\) \|/gm)].map(
      ([, type, status]) => [type!, Number(status)] as const,
    )
    expect(types.length).toBeGreaterThan(20)
    const codes = types.map(
      ([type, status]) => classify(wireText(JSON.stringify(refusal(status, type).body), status, {}))?.code,
    )
    expect(codes).toEqual(types.map(([type]) => type))
  })

  it('every field that is asked for is one of the documents', () => {
    const pages = read('doc_logs_fields_visits.md').replaceAll(/<\[attribution\]\([^)]*\)>/g, 'last')
    const known = new Set([...pages.matchAll(/^(ym:s:\w+)\s+\|/gm)].map(([, name]) => name))
    expect(logFields('last').filter((name) => !known.has(name))).toEqual([])
  })

  it('a log with every field that Metrika knows is read, in any order', () => {
    const types = Object.entries(JSON.parse(read('logs_api_ch_types.json')) as Record<string, string>).filter(
      ([name]) => name.startsWith('ym:s:'),
    )
    const cells = types.map(([name, type]) => cellOf(columnOf(name), type))
    const got = readCase(
      yandexMetrika,
      metrikaSetting.yaml(''),
      { resource: 'visits', slice: { from: '2026-08-01', to: '2026-08-01' } },
      `${types.map(([name]) => name).join('\t')}\n${cells.join('\t')}\n`,
    )
    expect(got.bad).toEqual([])
    expect(got.rows.map(({ record }) => record)).toEqual(['visit', 'visit_goal'])
  })
})

function cellOf(name: string, type: string): string {
  if (name === 'visitID') return '18446744073709551615'
  if (type === 'Date') return '2026-08-01'
  if (type === 'DateTime') return '2026-08-01 10:00:00'
  if (type === 'Array(DateTime)') return "[\\'2026-08-01 10:00:00\\']"
  if (type.startsWith('Array(String')) return "[\\'a\tb\\']"
  if (type.startsWith('Array')) return '[1]'
  return type === 'String' ? 'x' : '1'
}

describe('settings', () => {
  it('refuse what can not be a counter or a scale', () => {
    const parse = (settings: string) =>
      parseConnection(
        `name: m\nkind: yandex_metrika\nsecrets: {token: T}\nsettings: ${settings}\n`,
        'connections/m.yaml',
        () => yandexMetrika,
      )
    expect(parse('{counter: 44147844, scales: {goalsPrice: 1}}')).toMatchObject({ settings: { counter: '44147844' } })
    for (const wrong of [
      '{counter: "../x"}',
      '{}',
      '{counter: 1, scales: {other: 1}}',
      '{counter: 1, time_zone: Mars/One}',
    ])
      expect(() => parse(wrong)).toThrow()
  })
})
