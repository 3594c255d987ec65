import asl from 'asl-validator'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { nightlyDefinition } from '../infra/nightly-definition.ts'

const arnOf = (name: string) => `arn:aws:lambda:eu-central-1:123456789012:function:concord-test-${name}`
const definition = nightlyDefinition({ arnOf, workgroup: 'concord-test-build', results: 's3://results/builds/' })

const state = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Retry: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), MaxAttempts: z.number() })).optional(),
  Catch: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string() })).optional(),
  ItemProcessor: z.unknown().optional(),
  Parameters: z.looseObject({}).optional(),
})
const machine = z.looseObject({ States: z.record(z.string(), state) })
type State = z.output<typeof state>

/** All states by name, those inside maps too. */
function statesOf(value: unknown): Record<string, State> {
  const { States } = machine.parse(value)
  const inner = Object.values(States).flatMap((one) => (one.ItemProcessor ? [statesOf(one.ItemProcessor)] : []))
  return Object.assign({}, States, ...inner)
}

const problemsOf = (value: unknown): string[] =>
  asl(z.looseObject({}).parse(value)).errors.map((error) => JSON.stringify(error))

describe('the nightly machine', () => {
  const states = statesOf(definition)
  const tasks = Object.entries(states).filter(([, one]) => one.Type === 'Task')

  it('is valid; a Next that leads nowhere is not', () => {
    expect(problemsOf(definition)).toEqual([])
    const text = JSON.stringify(definition).replace('"Next":"Publish"', '"Next":"Publihs"')
    expect(problemsOf(JSON.parse(text))).not.toEqual([])
  })

  it('gives every Athena task a place for its results', () => {
    const athena = tasks.filter(([, one]) => one.Resource?.includes(':athena:'))
    expect(athena.length).toBeGreaterThan(0)
    for (const [, one] of athena) {
      expect(one.Parameters).toMatchObject({ ResultConfiguration: { OutputLocation: 's3://results/builds/' } })
    }
  })

  it('tries every task again, but not what somebody must mend', () => {
    for (const [name, one] of tasks.filter(([, one]) => one.Resource?.includes(':lambda:'))) {
      expect(one.Retry?.[0], name).toEqual({
        ErrorEquals: ['FixAgreement', 'FixConfig', 'FixData', 'Bug'],
        MaxAttempts: 0,
      })
      expect(one.Retry?.at(-1)?.ErrorEquals, name).toEqual(['States.ALL'])
    }
  })

  it('does not let one source stop the others', () => {
    expect(states.Pull?.Catch).toEqual([{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'PullFailed' }])
    expect(states.PullFailed?.End).toBe(true)
  })

  it('waits where a source wants no more calls, and gives up after so many rounds', () => {
    const choices = z.array(z.looseObject({ Next: z.string() })).parse(states.IsPulled?.Choices)
    expect(choices.map(({ Next }) => Next)).toEqual(['Pulled', 'PullTooLong', 'WaitForQuota'])
    expect(states.WaitForQuota).toMatchObject({ Type: 'Wait', Next: 'NextRound' })
  })

  it('tells of a check that blocks, shows the older numbers, and ends as failed', () => {
    expect(states.Check?.Catch?.map(({ ErrorEquals, Next }) => [ErrorEquals[0], Next])).toEqual([
      ['FixData', 'DeliverBlocked'],
      ['States.ALL', 'DeliverFailed'],
    ])
    expect(states.DeliverBlocked?.Next).toBe('PlanReport')
    expect(states.Blocked?.Type).toBe('Fail')
  })

  it('tells somebody of any other failure on the way', () => {
    const { States } = machine.parse(definition)
    const onTheWay = Object.entries(States).filter(
      ([name, one]) => (one.Type === 'Task' || one.Type === 'Map') && name !== 'DeliverFailed',
    )
    for (const [name, one] of onTheWay) expect(one.Catch?.at(-1)?.Next, name).toBe('DeliverFailed')
  })

  it('asks for a new statement, with a new place, when one failed', () => {
    expect(states.RunStatement?.Catch?.[0]?.Next).toBe('StatementFailed')
    expect(states.NextAttempt?.Next).toBe('Statement')
  })
})
