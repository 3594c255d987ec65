import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCase } from '#ingest/pull/read-case.ts'
import { yandexDirect } from '#ingest/sources/yandex-direct/index.ts'
import { readReport } from '#ingest/sources/yandex-direct/tsv.ts'
import { directYaml } from './platforms/yandex-direct.ts'

const shared = resolve(
  process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared'),
  'fixtures/yandex_direct',
)
const own = resolve(import.meta.dirname, 'fixtures/sources/yandex_direct/shared')
const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)

describe.skipIf(!existsSync(shared))('given fixtures (needs ../shared)', () => {
  const item = { id: '', facts: { currency: 'RUB' } }
  const read = (file: string) => readFileSync(join(shared, file), 'utf8')
  const july = { from: '2026-07-01', to: '2026-07-31' }
  it.each([
    ['campaigns_get.json', 'campaigns', undefined],
    ['report_goals_suffix.tsv', 'conversions', july],
    ['report_goals_suffix.tsv', 'spend', july],
    ['report_empty_summary.tsv', 'conversions', july],
    ['report_empty_summary.tsv', 'spend', july],
    ['report_with_title_line.tsv', 'spend', { from: '2016-11-12', to: '2016-12-12' }],
  ])('%s becomes %s', async (file, resource, slice) => {
    const got = readCase(yandexDirect, directYaml('http://127.0.0.1:1', ''), { resource, slice, item }, read(file))
    const snapshot = join(own, `${file.replace(/\..*/, '')}.${resource}.json`)
    await expect(`${JSON.stringify(got, bigints, 2)}\n`).toMatchFileSnapshot(snapshot)
  })

  it('report_quoted_fields.tsv keeps its quotes and tabs; without a cost it is no spend', async () => {
    const text = read('report_quoted_fields.tsv')
    await expect(`${JSON.stringify(readReport(text), null, 2)}\n`).toMatchFileSnapshot(
      join(own, 'report_quoted_fields.json'),
    )
    const asked = { resource: 'spend', item, slice: { from: '2026-08-01', to: '2026-08-31' } }
    expect(() => readCase(yandexDirect, directYaml('http://127.0.0.1:1', ''), asked, text)).toThrow('not this report')
  })
})
