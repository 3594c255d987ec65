import { describe, expect, inject, test } from 'vitest'
import { lookups } from '#aggregate/lookups/index.ts'
import { models } from '#aggregate/models/index.ts'
import { casesOf, compareCase, runCase, runCaseIn } from '#test/builders/model-case.ts'
import { valuesSession } from './values-session.ts'

const place = inject('trino')
const missing = inject('trinoMissing')
const all = [...lookups, ...models]
const cases = all.flatMap((model) => casesOf(model))

describe.skipIf(missing)(`every model on Trino${missing ? ` — skipped: ${missing}` : ''}`, () => {
  // The session refuses a model whose types, as Trino describes them, are not those of its contract.
  test.concurrent.each(cases.map((one) => [one.model.name, one.name, one] as const))(
    '%s, case %s: the types of the contract, the rows of expected.csv and of DuckDB',
    async (_model, _case, one) => {
      const onTrino = await runCaseIn(valuesSession(place!), one, all)
      const { expected, actual } = compareCase(one, onTrino)
      expect(actual).toBe(expected)
      // A case file can't tell '' from null, and may leave columns out.
      expect(onTrino).toEqual(await runCase(one, all))
    },
  )
})
