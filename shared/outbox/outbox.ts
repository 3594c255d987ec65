import type { Text } from '#shared/i18n/text.ts'

export interface Attachment {
  readonly name: string
  /** Of the media kind: text/csv, … */
  readonly type: string
  /** Where its bytes stand in the lake; they are read when the message goes out. */
  readonly key: string
}

/** What people are told, once. Kept in the state until it went out, so no bytes: attachments are named. */
export interface Message {
  /** Two messages of one key are one: the first stands. Name what is told about, such as `digest/2026-10/<build>`. */
  readonly key: string
  readonly channel: Channel
  readonly subject: string
  readonly text: string
  readonly html?: string
  readonly attachments?: readonly Attachment[]
}

/** `mail`: a page for readers. `alert`: a few lines for whoever keeps Concord running. */
export type Channel = 'mail' | 'alert'

/**
 * Hands a message over. `unknown`: no answer came, it may have gone out. Errors (it surely did not go out): Unavailable,
 * FixConfig, FixData. Must not repeat by itself.
 */
export type Sender = (message: Message) => Promise<'sent' | 'unknown'>

export interface Refusal {
  readonly key: string
  readonly code: string
  readonly what: Text
}

export interface Delivery {
  readonly sent: readonly string[]
  /** Stay in the queue: refused now, without an answer once, or in the hands of another process. */
  readonly waiting: readonly string[]
  /** Why some wait or were given up. */
  readonly refused: readonly Refusal[]
  /** Taken from the queue unsent or in doubt: refused ten times, or twice without an answer. A person must look. */
  readonly givenUp: readonly string[]
}

/** Errors: Unavailable. */
export interface Outbox {
  /** False: a message of this key is known. */
  enqueue(message: Message): Promise<boolean>
  /** Sends what waits, oldest first. A process that dies between sending and recording causes one repeat and no miss. */
  deliver(): Promise<Delivery>
}
