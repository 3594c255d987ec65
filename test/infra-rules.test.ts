import { beforeAll, describe, expect, it } from 'vitest'
import { type Resources, synthesise } from './builders/infra.ts'
import { rules } from './builders/template-rules/index.ts'
import { harmed } from './builders/template-rules/rule.ts'

let resources: Resources

beforeAll(() => {
  resources = synthesise().resources
}, 180_000)

describe.each(Object.entries(rules))('%s', (_, { holds, harms }) => {
  it('holds', () => {
    expect(holds(resources)).toEqual([])
  })

  it('is missed when it is taken away', () => {
    expect(harms.length, 'a rule that was never seen to fail').toBeGreaterThan(0)
    for (const harm of harms) {
      const spoilt = harmed(resources, harm)
      expect(spoilt, `nothing to spoil: ${harm.type} ${harm.which ?? ''}`).toBeDefined()
      expect(spoilt && holds(spoilt), String(harm.spoil)).not.toEqual([])
    }
  })
})
