/** What a template's values are made of, for whoever knows the resources that stand already. */
export interface Scope {
  readonly ref: (id: string) => unknown
  readonly attribute: (id: string, name: string) => unknown
  readonly imported: (name: string) => unknown
  readonly condition: (name: string) => boolean
}

type Resolve = (value: unknown) => unknown

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const list = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value
  throw new Error(`a list was expected: ${JSON.stringify(value)}`)
}

/** `a.b.c` names the attribute `b.c` of `a`. */
function attributeOf(value: unknown, { attribute }: Scope): unknown {
  const [id = '', ...path] = typeof value === 'string' ? value.split('.') : list(value).map(String)
  return attribute(id, path.join('.'))
}

function substitute(value: unknown, scope: Scope, resolve: Resolve): string {
  const [text, own] = typeof value === 'string' ? [value, {}] : list(value)
  const given = isRecord(own) ? own : {}
  return String(text).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`
    if (name in given) return String(resolve(given[name]))
    return String(name.includes('.') ? attributeOf(name, scope) : scope.ref(name))
  })
}

type Intrinsic = (argument: unknown, resolve: Resolve, scope: Scope) => unknown

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (id, _, { ref }) => ref(String(id)),
  'Fn::GetAtt': (path, _, scope) => attributeOf(path, scope),
  'Fn::ImportValue': (name, resolve, { imported }) => imported(String(resolve(name))),
  'Fn::Sub': (value, resolve, scope) => substitute(value, scope, resolve),
  'Fn::Join': (value, resolve) => {
    const [between, parts] = list(value)
    return list(resolve(parts)).join(String(between))
  },
  'Fn::Select': (value, resolve) => {
    const [at, from] = list(value)
    return list(resolve(from))[Number(resolve(at))]
  },
  'Fn::Split': (value, resolve) => {
    const [between, text] = list(value)
    return String(resolve(text)).split(String(between))
  },
  'Fn::If': (value, resolve, { condition }) => {
    const [name, yes, no] = list(value)
    return resolve(condition(String(name)) ? yes : no)
  },
}

/** A value of a template with its intrinsic functions worked out. Errors: one that is not known here. */
export function resolveValue(value: unknown, scope: Scope): unknown {
  const resolve: Resolve = (one) => resolveValue(one, scope)
  if (Array.isArray(value)) return value.map(resolve).filter((one) => one !== undefined)
  if (!isRecord(value)) return value
  const [name = '', ...others] = Object.keys(value)
  if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
    const known = intrinsics[name]
    if (!known) throw new Error(`${name} is not known to the local resolver`)
    return known(value[name], resolve, scope)
  }
  const entries = Object.entries(value).map(([key, one]) => [key, resolve(one)] as const)
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined))
}

/** The logical ids that a value leans on. */
export function idsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn)
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, one]) => {
    if (key === 'Ref') return [String(one)]
    if (key === 'Fn::GetAtt') return [String(Array.isArray(one) ? one[0] : String(one).split('.')[0])]
    if (key === 'Fn::Sub') {
      const text = String(Array.isArray(one) ? one[0] : one)
      return [...[...text.matchAll(/\$\{([^!}.]+)/g)].map(([, id]) => String(id)), ...idsIn(one)]
    }
    return idsIn(one)
  })
}
