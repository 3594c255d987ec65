import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lookups } from '#aggregate/lookups/index.ts'
import { models } from '#aggregate/models/index.ts'
import { assumptions, costTables, monthlyCost, sumOf, volumesShown } from '../infra/cost.ts'
import { hooksOf } from '../infra/cost-webhooks.ts'
import { prices } from '../infra/prices.ts'

const athena = (visits: number) => monthlyCost(visits).find(({ what }) => what.startsWith('Athena'))!

describe('the cost model', () => {
  it('is what docs/cost.md shows', () => {
    const page = readFileSync(resolve(import.meta.dirname, '../docs/cost.md'), 'utf8')
    expect(page.split('-->\n\n')[1]?.trim(), 'node infra/write-cost.ts renews it').toBe(costTables())
  })

  it('charges the least of a query where there is little data, and the data where there is much', () => {
    const { models, nights, rowsPerVisit, salesRowsPerVisit, bytesPerRow, history, readings } = assumptions
    expect(athena(0).quantity * 1e12).toBeCloseTo(models * nights * 10e6)
    const kept = 1e8 * (rowsPerVisit + salesRowsPerVisit) * bytesPerRow * history
    expect(athena(1e8).quantity * 1e12).toBeCloseTo(kept * readings * nights)
  })

  it('counts about as many models and small tables as there are', () => {
    const statements = models.filter(({ sql }) => sql !== undefined).length
    expect(Math.abs(statements / assumptions.models - 1), `${statements} models`).toBeLessThan(0.1)
    expect(lookups).toHaveLength(assumptions.lookups)
  })

  it('makes batches of webhooks: few come alone, many by tens, in between what twenty seconds bring', () => {
    expect(hooksOf(10_000)).toEqual({ hooks: 600, batches: 600 })
    expect(hooksOf(1e8).batches).toBeCloseTo(hooksOf(1e8).hooks / 10)
    expect(hooksOf(1e7).batches).toBeCloseTo((30.4 * 86_400) / 20)
  })

  it('leaves no price out', () => {
    const used = new Set(monthlyCost(1e6).map(({ price }) => price))
    expect(Object.entries(prices).filter(([, price]) => !used.has(price))).toEqual([])
  })

  it('grows with the visits and has no line without a price and its arithmetic', () => {
    const sums = volumesShown.map((visits) => sumOf(monthlyCost(visits)))
    expect(sums).toEqual([...sums].sort((a, b) => a - b))
    for (const { price, quantity, how } of monthlyCost(1e6)) {
      expect(price).toBeGreaterThan(0)
      expect(quantity).toBeGreaterThan(0)
      expect(how).not.toBe('')
    }
  })
})
