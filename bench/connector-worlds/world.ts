import type { Asked, Reply } from '#test/replay-server/server.ts'
import { seeded } from '../random.ts'

/** A platform whose large answers are rendered before anybody asks: its own time must not count. */
export interface BenchWorld {
  readonly yaml: (url: string) => string
  readonly secrets: (url: string) => Readonly<Record<string, string>>
  readonly answer: (asked: Asked) => Reply
  /** Forgets what was shown. */
  readonly again?: () => void
}

/** `BENCH_SCALE=2`: twice as many records. */
export const scale = Number(process.env.BENCH_SCALE ?? 1)

/** The clock of all pulls: a morning in July. */
export const now = Date.UTC(2026, 6, 20, 9)
export const random = seeded(20_260_701)
export const upTo = (most: number): number => Math.floor(random() * most)
export const bytesOf = (body: unknown): Uint8Array =>
  Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
export const list = <T>(count: number, make: (i: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i))

const json = { 'content-type': 'application/json' }
export const rendered = (body: Uint8Array): Reply => ({ headers: json, body })

/** `2026-07-01` … : so many days before the clock's. */
export const daysBefore = (count: number): readonly string[] =>
  list(count, (i) => new Date(now - (count - i) * 86_400_000).toISOString().slice(0, 10))
