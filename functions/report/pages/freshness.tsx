import type { Health } from '#report/month-data.ts'
import { say } from '#shared/i18n/text.ts'
import type { View } from '../view.ts'
import { dayForms, recordWords } from '../words.ts'

/** Records that come every day; the rest (costs, names, rates) may well be a month old. */
const daily: ReadonlySet<string> = new Set([
  'spend',
  'traffic',
  'visit',
  'lead',
  'deal',
  'stage_change',
  'activity',
  'verdict',
  'payment',
])

const isLate = (row: Health) => daily.has(row.record) && row.lagDays !== null && ['late', 'stale'].includes(row.status)

/** What a source brings, and the newest day it brings it for. */
function Source({ view, rows }: { readonly view: View; readonly rows: readonly Health[] }) {
  const { f, t, data } = view
  const [first] = rows
  if (!first) return null
  const name = first.account === 'main' || first.account === '' ? first.source : `${first.source} · ${first.account}`
  const lateRows = rows.filter(isLate)
  const isStale = lateRows.some((row) => row.status === 'stale')
  const newest = rows
    .map((row) => row.newest)
    .filter((date) => date !== null)
    .filter((date) => data.asOf === null || date <= data.asOf)
    .sort()
    .at(-1)
  const late = lateRows.map((row) => {
    const words = recordWords[row.record]
    const days = f.count(row.lagDays ?? 0, dayForms[f.language])
    return `${words ? t(words) : row.record}: ${t(say(`отставание ${days}`, `${days} late`))}`
  })
  return (
    <span>
      <b>{name}</b> {newest ? f.date(newest) : '—'}{' '}
      {lateRows.length === 0 ? (
        <span class="ok">✓</span>
      ) : (
        <span class={isStale ? 'off' : 'near'}>
          {isStale ? '▼' : '≈'} {late.join(', ')}
        </span>
      )}
    </span>
  )
}

export function Freshness(view: View) {
  const { t, data } = view
  const names = [...new Set(data.health.map((row) => `${row.source} ${row.account}`))]
  return (
    <footer>
      <span>{t(say('Последний день данных:', 'Newest day of data:'))}</span>
      {names.length === 0 && <span>{t(say('источников ещё нет', 'no sources yet'))}</span>}
      {names.map((name) => (
        <Source key={name} view={view} rows={data.health.filter((row) => `${row.source} ${row.account}` === name)} />
      ))}
    </footer>
  )
}
