import * as z from 'zod'

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())

const statement = z.object({ Effect: z.enum(['Allow', 'Deny']), Action: oneOrMany, Resource: oneOrMany })
const document = z.object({ Statement: z.array(statement) })

export type Statement = z.output<typeof statement>

/** An action, and the resources that all must be allowed for it. */
export interface Need {
  readonly action: string
  readonly resources: readonly string[]
}

/** The identity policies of the template's roles. Conditions, resource policies and key policies are not evaluated here. */
export interface Roles {
  add(role: string, policy: unknown): void
  /** The name of what is not allowed, as AWS words it; undefined where all is. */
  refusal(role: string, need: Need): string | undefined
  /** From now on the role may not do this any more. */
  take(role: string, action: string): void
  giveBack(): void
  statements(role: string): readonly Statement[]
}

const patterns = new Map<string, RegExp>()

function matches(pattern: string, text: string): boolean {
  let known = patterns.get(pattern)
  if (!known) {
    const escaped = pattern.replaceAll(/[.+^$(){}|[\]\\]/g, '\\$&')
    known = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`)
    patterns.set(pattern, known)
  }
  return known.test(text)
}

const applies = ({ Action, Resource }: Statement, action: string, resource: string): boolean =>
  Action.some((one) => matches(one.toLowerCase(), action.toLowerCase())) &&
  Resource.some((one) => matches(one, resource))

export function makeRoles(): Roles {
  const byRole = new Map<string, Statement[]>()
  const taken: { role: string; action: string }[] = []
  const isAllowed = (role: string, action: string, resource: string): boolean => {
    if (taken.some((one) => one.role === role && one.action === action)) return false
    const own = (byRole.get(role) ?? []).filter((one) => applies(one, action, resource))
    return own.some(({ Effect }) => Effect === 'Allow') && !own.some(({ Effect }) => Effect === 'Deny')
  }
  return {
    add(role, policy) {
      byRole.set(role, [...(byRole.get(role) ?? []), ...document.parse(policy).Statement])
    },
    refusal(role, { action, resources }) {
      const refused = resources.find((resource) => !isAllowed(role, action, resource))
      return refused === undefined
        ? undefined
        : `User: ${role} is not authorized to perform: ${action} on resource: ${refused}`
    },
    take: (role, action) => void taken.push({ role, action }),
    giveBack: () => void taken.splice(0),
    statements: (role) => byRole.get(role) ?? [],
  }
}
