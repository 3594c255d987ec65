import { datesBetween } from '#shared/time/dates.ts'
import type { Reply } from '../replay-server/server.ts'

export interface Query {
  readonly from: string
  readonly fields: readonly string[]
  readonly days: readonly string[]
}

export function parse(body: string): Query {
  const { query } = JSON.parse(body) as { query: string }
  const [, fields = '', from = ''] = /^SELECT (.*?) FROM (\w+)/.exec(query) ?? []
  const [, first, last] = /segments\.date BETWEEN '([\d-]+)' AND '([\d-]+)'/.exec(query) ?? []
  return { from, fields: fields.split(/, */), days: first && last ? datesBetween(first, last) : [] }
}

const camel = (field: string) => field.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** Batches as they stream: int64 as text, and the mask of what was selected. */
export function stream(rows: readonly object[], fields: readonly string[], size = 4): Reply {
  const about = { fieldMask: fields.map(camel).join(','), requestId: 'canary-not-secret' }
  const batches = Array.from({ length: Math.max(1, Math.ceil(rows.length / size)) }, (_, i) => ({
    ...(rows.length > 0 ? { results: rows.slice(i * size, (i + 1) * size) } : {}),
    ...about,
  }))
  return { body: batches }
}

export const failure = (status: number, category: string, code: string, extra: object = {}): object => ({
  error: {
    ...{ code: status, message: 'canary-message', status: status === 429 ? 'RESOURCE_EXHAUSTED' : 'INVALID_ARGUMENT' },
    details: [
      {
        '@type': 'type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure',
        errors: [{ errorCode: { [category]: code }, message: 'canary-message', ...extra }],
        requestId: 'r',
      },
    ],
  },
})
