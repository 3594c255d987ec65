import type { Row } from '#aggregate/model.ts'
import { textOf } from './text.ts'
import { disjointSets } from './union-find.ts'

type Kind = 'contact' | 'client' | 'key' | 'lead'

/** A contact, a personal key, or the first lead of a pair; `at` says how long it is known (epoch milliseconds). */
interface Node {
  readonly kind: Kind
  readonly id: string
  at: number
}

interface Graph {
  readonly nodes: readonly Node[]
  /** Pairs of nodes, one after the other. */
  readonly edges: readonly number[]
  node(kind: Kind, id: string, at?: number): number
  join(one: number, other: number): void
}

function emptyGraph(): Graph {
  const places = { contact: new Map(), client: new Map(), key: new Map(), lead: new Map() } satisfies Record<
    Kind,
    Map<string, number>
  >
  const nodes: Node[] = []
  const edges: number[] = []
  const node = (kind: Kind, id: string, at = Number.POSITIVE_INFINITY): number => {
    const known: number | undefined = places[kind].get(id)
    if (known === undefined) {
      places[kind].set(id, nodes.length)
      return nodes.push({ kind, id, at }) - 1
    }
    const found = nodes[known]!
    if (at < found.at) found.at = at
    return known
  }
  return { nodes, edges, node, join: (one, other) => edges.push(one, other) }
}

const sharedName = (kind: unknown, value: unknown) => `${String(kind)}:${String(value)}`

type Shared = ReadonlySet<string>

const kinds = ['phone', 'email', 'client'] as const

function addContact(graph: Graph, contact: Row, shared: Shared): void {
  const known = contact.created_at === null ? undefined : Number(contact.created_at)
  const self = graph.node('contact', String(contact.contact_id), known)
  const keys = [textOf(contact.phone_key), textOf(contact.email_key), textOf(contact.client_id)] as const
  kinds.forEach((kind, at) => {
    const text = keys[at] ?? null
    const name = sharedName(kind, text)
    if (text === null || shared.has(name)) return
    graph.join(self, kind === 'client' ? graph.node('client', text) : graph.node('key', name))
  })
  const merged = textOf(contact.merged_into)
  if (merged !== null) graph.join(self, graph.node('contact', merged))
}

function addLink(graph: Graph, link: Row, shared: Shared): void {
  const at = Number(link.first_at)
  const contact = textOf(link.contact_id)
  const client = textOf(link.client_id)
  const self = contact === null ? undefined : graph.node('contact', contact, at)
  if (client === null || shared.has(sharedName('client', client))) return
  const key = graph.node('client', client)
  graph.join(self ?? graph.node('lead', String(link.first_lead_id), at), key)
}

const seniority = { contact: 0, lead: 1, client: 2, key: 3 } as const

/** Older first; of the same age a contact before a lead, then by id. */
function isOlder(a: Node, b: Node): boolean {
  if (a.at !== b.at) return a.at < b.at
  if (a.kind !== b.kind) return seniority[a.kind] < seniority[b.kind]
  return a.id < b.id
}

const isMember = (node: Node) => node.kind === 'contact' || node.kind === 'lead'

interface Group {
  readonly oldest: Node
  readonly hasLead: boolean
}

function groupsOf(nodes: readonly Node[], rootOf: (at: number) => number): ReadonlyMap<number, Group> {
  const groups = new Map<number, Group>()
  nodes.forEach((node, at) => {
    if (!isMember(node)) return
    const root = rootOf(at)
    const known = groups.get(root)
    const oldest = known && !isOlder(node, known.oldest) ? known.oldest : node
    const hasLead = known?.hasLead === true || node.kind === 'lead'
    if (known?.oldest !== oldest || known.hasLead !== hasLead) groups.set(root, { oldest, hasLead })
  })
  return groups
}

/** Only what is not plain: a contact that is not its own person, and a client id that leads without a contact use. */
const isNews = (node: Node, { oldest, hasLead }: Group): boolean =>
  (node.kind === 'contact' && node !== oldest) || (node.kind === 'client' && hasLead)

/**
 * The person behind a contact or client id: contacts and leads that share a phone key, e-mail key or client id, by chains of any
 * length, are one; a key in `sharedKeys` (kind, key_value) joins nobody. person_id = kind and id of the oldest member.
 * A contact that is not listed is its own person: `contact:<id>`.
 */
export function personsOf(contacts: readonly Row[], links: readonly Row[], sharedKeys: readonly Row[]): readonly Row[] {
  const shared = new Set(sharedKeys.map((row) => sharedName(row.kind, row.key_value)))
  const graph = emptyGraph()
  for (const contact of contacts) addContact(graph, contact, shared)
  for (const link of links) addLink(graph, link, shared)
  const sets = disjointSets(graph.nodes.length)
  for (let at = 0; at < graph.edges.length; at += 2) sets.join(graph.edges[at]!, graph.edges[at + 1]!)
  const groups = groupsOf(graph.nodes, sets.find)
  return graph.nodes.flatMap((node, at) => {
    const group = groups.get(sets.find(at))
    if (!group || !isNews(node, group)) return []
    return [{ kind: node.kind, id: node.id, person_id: `${group.oldest.kind}:${group.oldest.id}` }]
  })
}
