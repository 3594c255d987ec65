import { FixData } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { keys } from '#shared/names.ts'
import type { Json } from '#shared/state/state.ts'
import { canonicalJson, sha256 } from '../raw/manifest.ts'
import { packedAside, unpackedText } from '../raw/pack.ts'
import type { Facts, Item, Slice } from '../source.ts'
import type { SourceConnection } from '../source-connection.ts'

/** The first line of a landed page; the body follows as it was received, minus declared personal fields. */
export interface PageHead {
  readonly concord_raw: 2
  readonly connection: string
  readonly resource: string
  readonly item: Item
  readonly slice: Slice
  readonly page: number
  readonly next: Json
  readonly memo: Json
  readonly facts: Facts
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Epoch ms. */
  readonly pulled_at: number
  /** Of the body as received. */
  readonly sha256: string
  readonly bytes: number
  /** false: the body could not be read, so its personal fields could not be taken out. */
  readonly kept: boolean
}

export interface Page {
  readonly head: PageHead
  readonly text: string
}

const keptHeaders =
  /^(content-type|date|etag|retry-after|x-ratelimit-.*|units.*|requestid|x-request-id|retryin|reportsinqueue)$/

export const headersToKeep = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => keptHeaders.test(name)))

/** Short and the same for the same slice of the same item. */
export const sliceName = (slice: Slice, item: string): string => sha256(canonicalJson({ slice, item })).slice(0, 12)

/** Lands a page once: the key is made of what it holds. */
export async function landPage(lake: Lake, connection: SourceConnection, { head, text }: Page): Promise<string> {
  const { source, account, name } = connection
  const day = new Date(head.pulled_at).toISOString().slice(0, 10)
  const place = `${head.resource}.${head.item.id || '-'}.${sliceName(head.slice, head.item.id)}`
  const batch = `${place}.${String(head.page).padStart(5, '0')}-${head.sha256.slice(0, 12)}`
  const key = keys.raw(source, account, name, day, batch)
  // As bytes: put together as a text the whole page would be written a second time.
  const bytes = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), Buffer.from(text)])
  await lake.put(key, await packedAside(bytes), 'absent')
  return key
}

/** Errors: FixData RAW_LOST. */
export async function readPage(lake: Lake, key: string): Promise<Page> {
  const stored = await lake.get(key)
  if (!stored) throw lost(key)
  const all = await unpackedText(stored.bytes)
  const end = all.indexOf('\n')
  return { head: JSON.parse(all.slice(0, end)) as PageHead, text: all.slice(end + 1) }
}

const lost = (key: string) =>
  new FixData({
    who: 'raw',
    code: 'RAW_LOST',
    what: say('Сырой ответ пропал.', 'A raw page is missing.'),
    where: key,
    hint: say('Прочитайте заново: concord sync --full-refresh', 'Read it again: concord sync --full-refresh'),
  })
