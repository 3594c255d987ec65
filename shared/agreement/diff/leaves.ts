import { say, type Text } from '#shared/i18n/text.ts'
import type { Agreement } from '../schema.ts'

/** Parts that are told in better words elsewhere. */
const toldElsewhere = ['plan', 'effective_from']

type Leaf = string | number | boolean | null

function leaves(value: unknown, path: string): readonly (readonly [string, Leaf])[] {
  if (value === undefined) return []
  if (value === null || typeof value !== 'object') return [[path, value as Leaf]]
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return [[path, value.join(', ')]]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`))
}

/** Of the named parts, the keys that `diffEntries` puts into words. */
const toldKeys =
  /^(sla\.\w+\.(limit|clock|owner)|criteria\.sql\.\w+\.(in|not_in|between|around|tolerance|min|max)|exclusions\.\w+\.(when\..*|duplicate)|reasons\.\w+\.\w+\.crm|channels\.list\.\w+\.paid|funnel\.stages\.\w+\.(owner|handoff))$/

const entry = /^(sla|criteria\.sql|exclusions|reasons\.\w+|channels\.list|funnel\.stages)\.\w+/

const isTold = (path: string): boolean => toldElsewhere.includes(path.split('.')[0]!) || toldKeys.test(path)

/** Stages by name: a new one in the middle must not look as if all the later ones had changed. */
const comparable = (agreement: Agreement) => ({
  ...agreement,
  funnel: { ...agreement.funnel, stages: Object.fromEntries(agreement.funnel.stages.map((it) => [it.id, it])) },
})

const leavesOf = (agreement: Agreement): ReadonlyMap<string, Leaf> => new Map(leaves(comparable(agreement), ''))

const entriesOf = (paths: Iterable<string>): ReadonlySet<string> =>
  new Set([...paths].flatMap((path) => entry.exec(path)?.[0] ?? []))

/** Everything else, by its place in the file. */
export function diffLeaves(a: Agreement, b: Agreement): readonly Text[] {
  const [old, now] = [leavesOf(a), leavesOf(b)]
  const [oldEntries, nowEntries] = [entriesOf(old.keys()), entriesOf(now.keys())]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((path) => {
    const [was, is] = [old.get(path), now.get(path)]
    const name = entry.exec(path)?.[0]
    const isWholeEntry = name !== undefined && oldEntries.has(name) !== nowEntries.has(name)
    if (was === is || isTold(path) || isWholeEntry) return []
    if (was === undefined) return [say(`${path}: добавлено «${is}»`, `${path}: added “${is}”`)]
    if (is === undefined) return [say(`${path}: убрано (было «${was}»)`, `${path}: removed (was “${was}”)`)]
    return [say(`${path}: было «${was}», стало «${is}»`, `${path}: was “${was}”, now “${is}”`)]
  })
}
