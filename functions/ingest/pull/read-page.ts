import * as z from 'zod'
import { FixContractError } from '#shared/errors-http.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import { wireText } from '../exchange/wire-response.ts'
import type { PageRead, WireResponse } from '../source.ts'
import { pageRows } from './page-rows.ts'
import { type PageHead, readPage } from './pages.ts'
import type { PageRows } from './rows.ts'
import { askOf, broken, type SliceRun } from './slice-run.ts'

/** A landed page, read as it was when it came in. */
export async function landedPage(run: SliceRun, key: string): Promise<PageRows> {
  const cached = run.cache.get(key)
  if (cached) return cached
  const { head, text } = await readPage(run.rt.lake, key)
  // Settings may have changed since: what it was asked with stands beside it.
  const asked = { ...run, item: head.item, io: { ...run.io, facts: head.facts } }
  return pageRows(asked, readOf(asked, head, { text }, key), head, key)
}

export interface Body {
  readonly text: string
  readonly parsed?: Pick<WireResponse, 'json'>
}

/** What an answer says. Errors: FixContract SHAPE. */
export function readOf(run: SliceRun, head: PageHead, { text, parsed }: Body, key: string): PageRead {
  const response = wireText(text, head.status, head.headers)
  try {
    return run.resource.page(parsed ? { ...response, json: () => parsed.json() } : response, askOf(run, head))
  } catch (error) {
    if (error instanceof FixContractError) throw error
    throw broken(run, 'SHAPE', shapeless(error), key)
  }
}

/** Names of fields only: what stands in them may be anybody's. */
function shapeless(error: unknown): Text {
  const path = error instanceof z.ZodError ? (error.issues[0]?.path ?? []) : []
  const names = path.filter((part) => typeof part === 'number' || /^[A-Za-z_]{1,40}$/.test(String(part)))
  const place = names.length > 0 ? ` (${names.map(String).join('.')})` : ''
  return say(
    `Ответ не той формы, что обещает документация${place}.`,
    `The answer is not of the promised shape${place}.`,
  )
}
