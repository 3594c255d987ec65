import { describe, expect, test } from 'vitest'
import { computeGraph, tablesOf } from '#aggregate/graph.ts'
import { defineModel, type Layer } from '#aggregate/model.ts'
import { freedAfter, planLevels, planOrder } from '#aggregate/plan.ts'
import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

const model = (name: string, sql: string, layer: Layer = 'mart') =>
  defineModel({ name, layer, sql, about: say(name, name), grain: [], columns: { x: 'int' } })

describe('the tables that a statement reads', () => {
  test.each([
    ['joins and subqueries', 'SELECT a.x FROM a JOIN b ON b.x = a.x WHERE a.x IN (SELECT x FROM c)', ['a', 'b', 'c']],
    ['steps are no tables', 'WITH s AS (SELECT x FROM a), r AS (SELECT x FROM s) SELECT x FROM r', ['a']],
    ['texts and comments are no tables', "SELECT 'FROM z' AS x FROM a -- JOIN y\n/* FROM w */", ['a']],
    ['quoted, in capitals, twice', 'SELECT x FROM "a" UNION ALL SELECT x FROM A', ['a']],
    ['none', 'SELECT x FROM UNNEST(sequence(1, 2)) AS t(x)', []],
  ])('%s', async (_what, sql, expected) => {
    expect(await tablesOf(sql)).toEqual(expected)
  })

  test('broken SQL is our bug, with its place', async () => {
    await expect(tablesOf('SELECT FROM FROM', 'fct_x.sql')).rejects.toThrow(/fct_x\.sql:1:/)
  })
})

describe('the plan', () => {
  const models = [
    model('chk_z', 'SELECT x FROM fct_b', 'check'),
    model('fct_b', 'SELECT x FROM stg_a JOIN lead ON TRUE'),
    model('stg_a', 'SELECT x FROM lead', 'staging'),
    model('dim_c', 'SELECT x FROM build_input'),
  ]

  test('makes what is read before what reads it, and checks last', async () => {
    const levels = planLevels(models, await computeGraph(models))
    expect(levels.map((level) => level.map((one) => one.name))).toEqual([['dim_c', 'stg_a'], ['fct_b'], ['chk_z']])
  })

  test('a build makes a step right before its first reader, and marts and checks as soon as it can', async () => {
    const more = [
      ...models,
      model('stg_late', 'SELECT x FROM lead', 'staging'),
      model('fct_z', 'SELECT x FROM stg_late'),
    ]
    const order = planOrder(more, await computeGraph(more))
    expect(order.map((one) => one.name)).toEqual(['dim_c', 'stg_a', 'fct_b', 'chk_z', 'stg_late', 'fct_z'])
  })

  test('a table is freed after its last reader, below a view after the last reader of the view; marts stay', async () => {
    const view = { ...model('int_view', 'SELECT x FROM stg_a', 'intermediate'), view: true }
    const steps = [
      models[2]!,
      view,
      model('fct_y', 'SELECT x FROM int_view'),
      model('chk_y', 'SELECT x FROM fct_y', 'check'),
    ]
    expect(freedAfter(steps, await computeGraph(steps))).toEqual([[], [], ['stg_a', 'int_view'], []])
  })

  test('knows every table', async () => {
    await expect(computeGraph([model('fct_a', 'SELECT x FROM nowhere')])).rejects.toThrow('fct_a reads nowhere')
  })

  test('refuses circles and a graph that is behind', async () => {
    const circle = [model('a', 'SELECT x FROM b'), model('b', 'SELECT x FROM a')]
    const graph = await computeGraph(circle)
    expect(() => planLevels(circle, graph)).toThrow(Bug)
    expect(() => planLevels(circle, graph)).toThrow('circle: a, b')
    expect(() => planLevels(models, graph)).toThrow('The model graph lacks')
  })
})
