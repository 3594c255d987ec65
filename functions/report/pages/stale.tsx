import type { Blocked } from '#report/month-data.ts'
import { say } from '#shared/i18n/text.ts'
import type { View } from '../view.ts'
import { rowForms } from '../words.ts'

/** What is kept back, and what is shown instead. */
function sentences({ f, t, data }: View, { asOf, since }: Blocked): string {
  const kept = t(
    say(
      `Расчёт на ${f.date(asOf)} не прошёл проверки и не опубликован.`,
      `The build as of ${f.date(asOf)} failed its checks and is not published.`,
    ),
  )
  const shown = data.asOf
    ? t(
        say(
          `Здесь прежние цифры, на ${f.date(data.asOf)}.`,
          `These are the earlier numbers, as of ${f.date(data.asOf)}.`,
        ),
      )
    : ''
  const first = since === asOf ? '' : t(say(`Так с ${f.date(since)}.`, `This has been so since ${f.date(since)}.`))
  return [kept, shown, first].filter(Boolean).join(' ')
}

/** Says that the page is not the newest, and why; nothing where it is. */
export function Stale(view: View) {
  const { f, t, data } = view
  if (!data.blocked) return null
  return (
    <section class="stale" aria-label={t(say('Цифры устарели', 'The numbers are stale'))}>
      <p>
        <b class="off">▼ {t(say('Цифры устарели.', 'The numbers are stale.'))}</b> {sentences(view, data.blocked)}
      </p>
      <ul>
        {data.blocked.checks.map((check) => (
          <li key={check.name}>
            {check.about ? t(check.about) : check.name}: <b>{f.count(check.rows, rowForms[f.language])}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}
