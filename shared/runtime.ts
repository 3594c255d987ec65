import type { Lake } from '#shared/lake/lake.ts'
import type { State } from '#shared/state/state.ts'

export interface Clock {
  /** Epoch milliseconds. */
  now(): number
}

export interface Log {
  info(event: string, facts?: Readonly<Record<string, unknown>>): void
  warn(event: string, facts?: Readonly<Record<string, unknown>>): void
}

/** Keeps secrets by name. Values never stand in configuration, logs or errors. */
export interface Secrets {
  read(name: string): Promise<string | undefined>
  write(name: string, value: string): Promise<void>
}

/** Told about long work; the command line draws it, a Lambda logs it. */
export interface Progress {
  step(id: string, done: number, total: number | undefined, unit: string): void
}

/** Everything that touches the world, made once by a composition root and passed as an argument. */
export interface Runtime {
  readonly clock: Clock
  readonly log: Log
  readonly lake: Lake
  readonly state: State
  readonly secrets: Secrets
  readonly progress: Progress
}
