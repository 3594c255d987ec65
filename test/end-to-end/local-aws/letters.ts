import * as z from 'zod'
import type { Mail } from './gateway.ts'

const letter = z.object({
  Content: z.object({
    Simple: z.object({
      Subject: z.object({ Data: z.string() }),
      Body: z.object({ Text: z.object({ Data: z.string() }) }),
      Headers: z.array(z.object({ Name: z.string(), Value: z.string() })),
      Attachments: z.array(z.object({ FileName: z.string(), RawContent: z.base64() })).default([]),
    }),
  }),
})

export interface Letter {
  readonly key: string
  readonly subject: string
  readonly text: string
  /** File names and their contents. */
  readonly attachments: readonly (readonly [string, string])[]
}

/** A mail as its reader sees it. */
export function letterOf({ content }: Mail): Letter {
  const { Subject, Body, Headers, Attachments } = letter.parse(content).Content.Simple
  return {
    key: Headers.find(({ Name }) => Name === 'X-Concord-Key')?.Value ?? '',
    subject: Subject.Data,
    text: Body.Text.Data,
    attachments: Attachments.map((one) => [one.FileName, Buffer.from(one.RawContent, 'base64').toString()] as const),
  }
}

/** Builds are named after inputs that say when they were read: the same news has another build each time. */
export const newsOf = (mails: readonly Mail[]): readonly string[] =>
  mails.map((mail) => JSON.stringify(letterOf(mail)).replaceAll(/\b[0-9a-f]{16}\b/g, '*'))
