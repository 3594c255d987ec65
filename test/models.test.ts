import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { computeGraph } from '#aggregate/graph.ts'
import { lookups } from '#aggregate/lookups/index.ts'
import graph from '#aggregate/models/graph.json' with { type: 'json' }
import { models } from '#aggregate/models/index.ts'
import { planLevels } from '#aggregate/plan.ts'
import { lintSql } from '#shared/sql/lint.ts'
import { type CaseEngine, caseEngine, casesOf, compareCase } from '#test/builders/model-case.ts'

const all = [...lookups, ...models]
let engine: CaseEngine

beforeAll(async () => {
  engine = await caseEngine()
})
afterAll(() => engine.close())

describe('the graph', () => {
  test('models/graph.json is what the SQL says now (npm run graph)', { timeout: 120_000 }, async () => {
    expect(graph).toEqual(await computeGraph(all))
  })

  test('the models can be put in order', () => {
    expect(planLevels(all, graph).flat().length).toBe(all.length)
  })
})

/** Each case folder: input tables as CSV, the model runs over them, its rows must be those of expected.csv. */
describe.each(all.map((model) => [model.name, model] as const))('model %s', (_name, model) => {
  const cases = casesOf(model)

  test('has at least one case folder', () => {
    expect(cases.length).toBeGreaterThan(0)
  })

  test('is written in our SQL', async () => {
    const problems = await lintSql(model.sql ?? 'SELECT 1')
    expect(problems.map(({ rule, line, what, hint }) => `${line} ${rule}: ${what.en} → ${hint.en}`)).toEqual([])
  })

  test.each(cases.map((one) => [one.name, one] as const))('case %s', async (_case, one) => {
    const { expected, actual } = compareCase(one, await engine.run(one, all))
    expect(actual).toBe(expected)
  })
})
