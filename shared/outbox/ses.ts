import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { FixData } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { sendOnce } from './aws-answer.ts'
import type { Attachment, Message, Sender } from './outbox.ts'

export interface SesOptions {
  /** With `maxAttempts: 1`: see `sendOnce`. */
  readonly client: SESv2Client
  readonly from: string
  readonly to: readonly string[]
  readonly lake: Lake
}

const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' })

/** Letters by SES v2, attachments read from the lake. Errors: FixData where an attachment is not there. */
export const sesSender =
  ({ client, from, to, lake }: SesOptions): Sender =>
  async (message) => {
    const attachments = await Promise.all((message.attachments ?? []).map((one) => attach(lake, one)))
    const mail = new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [...to] },
      Content: { Simple: { ...contentOf(message), Attachments: attachments } },
    })
    return sendOnce(client.send(mail), 'SendEmail', message.key)
  }

const contentOf = ({ key, subject, text, html }: Message) => ({
  Subject: utf8(subject.replaceAll(/\s+/g, ' ')),
  Body: { Text: utf8(text), ...(html === undefined ? {} : { Html: utf8(html) }) },
  // Two letters of one key are one letter repeated: whoever reads them can tell.
  Headers: [{ Name: 'X-Concord-Key', Value: key }],
})

async function attach(lake: Lake, { name, type, key }: Attachment) {
  const found = await lake.get(key)
  if (!found) throw noAttachment(key)
  return { FileName: name, ContentType: type, RawContent: found.bytes }
}

const noAttachment = (key: string) =>
  new FixData({
    who: 'outbox',
    code: 'NO_ATTACHMENT',
    where: key,
    what: say('вложения письма нет в хранилище', 'the attachment of a letter is not in the lake'),
    hint: say('Соберите отчёт заново: concord report', 'Make the report anew: concord report'),
  })
