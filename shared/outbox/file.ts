import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unavailable } from '#shared/lake/failure.ts'
import type { Message, Sender } from './outbox.ts'

/** On a laptop a message is a text file in a folder; the same message again is the same file. */
export const fileSender =
  (folder: string): Sender =>
  async (message) => {
    const path = join(folder, `${message.key.replace(/[^\p{L}\p{N}.-]+/gu, '-')}.txt`)
    const write = async () => {
      await mkdir(folder, { recursive: true })
      await writeFile(path, textOf(message))
    }
    await write().catch(unavailable('outbox', path))
    return 'sent'
  }

function textOf({ subject, text, attachments = [] }: Message): string {
  const named = attachments.map(({ name, key }) => `${name}: ${key}`)
  return [subject, '', text, ...(named.length > 0 ? ['', ...named] : []), ''].join('\n')
}
