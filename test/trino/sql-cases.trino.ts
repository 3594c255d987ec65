import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import type { SqlCase } from '#test/builders/sql-case.ts'
import { answerNow, inOrder } from './answers.ts'
import { trinoClient } from './client.ts'

const place = inject('trino')
const missing = inject('trinoMissing')
const trino = trinoClient({ url: place?.url ?? '', catalog: 'memory', schema: 'default' })
const read = (file: string): readonly SqlCase[] => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [])

const own = resolve(import.meta.dirname, '../fixtures/sql/cases.json')
const shared = join(process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../../shared'), 'sql/cases.json')
const update = process.env.UPDATE_CASES === '1'

const titles = (cases: readonly SqlCase[]) => cases.map((one) => [one.id, one] as const)
const because = (reason: string | undefined) => (reason ? ` — skipped: ${reason}` : '')

describe.skipIf(missing)(`our statements, recorded anew${because(missing)}`, () => {
  const answers = new Map<string, SqlCase['trino']>()

  test.concurrent.each(titles(read(own)))('%s', async (id, one) => {
    const answer = await answerNow(trino, one.sql)
    answers.set(id, answer)
    if (!update) expect(inOrder(one.sql, answer)).toEqual(inOrder(one.sql, one.trino))
  })

  afterAll(() => {
    if (!update || answers.size === 0) return
    const again = read(own).map((one) => ({ ...one, trino: answers.get(one.id) ?? one.trino }))
    writeFileSync(own, `[\n${again.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`)
  })
})

const noShared = missing ?? (existsSync(shared) ? undefined : 'no ../shared/sql/cases.json here')

describe.skipIf(noShared)(`the statements of ../shared, recorded anew${because(noShared)}`, () => {
  test.concurrent.each(titles(read(shared)))('%s', async (_id, one) => {
    expect(inOrder(one.sql, await answerNow(trino, one.sql))).toEqual(inOrder(one.sql, one.trino))
  })
})
