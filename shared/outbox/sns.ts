import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'
import { sendOnce } from './aws-answer.ts'
import type { Message, Sender } from './outbox.ts'

export interface SnsOptions {
  /** With `maxAttempts: 1`: see `sendOnce`. */
  readonly client: SNSClient
  readonly topicArn: string
}

/** SNS takes a subject of at most 99 printable ASCII characters; any other stands in the text alone. */
const subjectOf = ({ subject }: Message) => (/^[!-~][ -~]{0,98}$/.test(subject) ? { Subject: subject } : {})

const maxBytes = 250_000

/** Cut so that it fits into 256 KiB of UTF-8; a character that the cut would split goes too. */
function cut(text: string): string {
  const bytes = Buffer.from(text)
  return bytes.byteLength <= maxBytes
    ? text
    : `${new TextDecoder().decode(bytes.subarray(0, maxBytes), { stream: true })}…`
}

/** Alerts by SNS: subject, a blank line, text. */
export const snsSender =
  ({ client, topicArn }: SnsOptions): Sender =>
  async (message) => {
    const body = cut(`${message.subject}\n\n${message.text}`)
    const alert = new PublishCommand({ TopicArn: topicArn, Message: body, ...subjectOf(message) })
    return sendOnce(client.send(alert), 'Publish', message.key)
  }
