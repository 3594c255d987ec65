import type { Message, Sender } from './outbox.ts'

/** For tests: what was sent stands in `messages`, in order. */
export function memorySender(): { readonly send: Sender; readonly messages: readonly Message[] } {
  const messages: Message[] = []
  return {
    messages,
    async send(message) {
      messages.push(message)
      return 'sent'
    },
  }
}
