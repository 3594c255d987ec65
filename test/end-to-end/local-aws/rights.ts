import type { Call } from './gateway.ts'
import { type From, reset } from './reset.ts'
import type { LocalAws } from './start.ts'

/** An action that a role has. */
export interface Right {
  readonly caller: string
  readonly action: string
}

/** Who works in a night, and from where on a night must begin anew for it to work again. */
export const workers: Readonly<Record<string, From>> = {
  'concord-test-pull': 'pull',
  machine: 'plan',
  'concord-test-aggregate': 'plan',
  'concord-test-report': 'report',
  'concord-test-deliver': 'deliver',
}

const roleOf = ({ cloud }: LocalAws, caller: string): string =>
  (caller === 'machine' ? cloud.machines[0]?.role : cloud.lambda.find(caller)?.role) ?? ''

/** What AWS itself uses on a role's behalf: nobody calls it here. */
const unseen = /^(logs|xray|kms|sqs):/

/** All that the template allows to a role. */
export function rightsIn(aws: LocalAws, caller: string): readonly Right[] {
  const actions = aws.cloud.roles.statements(roleOf(aws, caller)).flatMap(({ Action }) => Action)
  return [...new Set(actions)].filter((action) => !unseen.test(action)).map((action) => ({ caller, action }))
}

/** All that the template allows to those who work in a night. */
export const rightsOf = (aws: LocalAws): readonly Right[] =>
  Object.keys(workers).flatMap((caller) => rightsIn(aws, caller))

export const isUsed = (calls: readonly Call[], { caller, action }: Right): boolean =>
  calls.some((call) => call.caller === caller && call.needs.some((need) => need.action === action))

export const take = (aws: LocalAws, { caller, action }: Right): void =>
  aws.cloud.roles.take(roleOf(aws, caller), action)

export const nameOf = ({ caller, action }: Right): string => `${caller} ${action}`

export interface Refused {
  readonly status: string
  /** All that the night says of its troubles, to machines and to people. */
  readonly said: string
}

/** A night in which one role lacks one of its rights, begun anew from where that role works. */
export async function nightWithout(aws: LocalAws, right: Right): Promise<Refused> {
  await reset(aws, workers[right.caller] ?? 'pull')
  take(aws, right)
  const night = await aws.night()
  aws.cloud.roles.giveBack()
  const said = [JSON.stringify(night.output), ...(await aws.failures(night)), ...aws.gateway.alerts].join('\n')
  return { status: night.status, said }
}

/** What is wrong with how a night took the loss of a right; undefined: it failed and said which one. */
export function wrongWith(right: Right, { status, said }: Refused): string | undefined {
  // A connection that fails is told in the digest and stops nobody else.
  const isFelt = status === 'FAILED' || (right.caller === 'concord-test-pull' && said.includes('"failed":true'))
  if (isFelt && said.includes(right.action)) return undefined
  return `${nameOf(right)}: ${status}, ${said.slice(0, 300)}`
}
