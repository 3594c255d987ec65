import type { Fault, Reply } from '#test/replay-server/server.ts'

/** A small generator of chance: the same seed spoils in the same way. */
export function chance(seed: number): () => number {
  let state = (seed + 1) * 2654435761
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822507) + 0x9e3779b9) >>> 0
    return (state >>> 0) / 4294967296
  }
}

const hostile: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, '', 'NaN', '--', '9223372036854775808', '2026-02-30', '\u0000', '\ud800'],
  ...[[], {}, [[]], { __proto__: null, constructor: 1 }, 'я'.repeat(10_000), '=1+1', '1e999', '0x10', ' 12 '],
]

/** Spoils an answer: one value in its JSON, or its bytes. */
export const mutated =
  (seed: number): Fault =>
  (reply): Reply => {
    const random = chance(seed)
    const { body } = reply
    if (typeof body === 'object' && !(body instanceof Uint8Array) && random() < 0.8) {
      return { ...reply, body: spoil(structuredClone(body), random) as object }
    }
    const text = typeof body === 'object' && !(body instanceof Uint8Array) ? JSON.stringify(body) : String(body ?? '')
    return { ...reply, body: spoilText(text, random) }
  }

function spoil(value: unknown, random: () => number): unknown {
  const place = [...places(value)]
  const { parent, key } = place[Math.floor(random() * place.length)] ?? {}
  if (!parent || key === undefined) return hostile[Math.floor(random() * hostile.length)]
  const kind = random()
  if (kind < 0.6) parent[key] = hostile[Math.floor(random() * hostile.length)]
  else if (kind < 0.8) delete parent[key]
  else if (kind < 0.9) parent[`${key}_`] = parent[key]
  else parent[key] = [parent[key]]
  return value
}

type Parent = Record<string, unknown>

function* places(value: unknown): Generator<{ parent: Parent; key: string }> {
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) {
    yield { parent: value as Parent, key }
    yield* places((value as Parent)[key])
  }
}

const inserts = ['\u0000', '"', '{', ']', '\ufeff', '\r\n', '\t', '[[[[', '1e400', 'NaN', '\u2028']

function spoilText(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length)
  const kind = random()
  if (kind < 0.3) return text.slice(0, at)
  if (kind < 0.6) return text.slice(0, at) + inserts[Math.floor(random() * inserts.length)] + text.slice(at)
  if (kind < 0.8) return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 20))
  if (kind < 0.9) return `${'['.repeat(10_000)}${']'.repeat(10_000)}`
  return text + text
}
