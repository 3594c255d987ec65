import { renderToString } from 'preact-render-to-string'
import { formatFor } from '#shared/i18n/format.ts'
import { type Language, say } from '#shared/i18n/text.ts'
import { documentOf } from '../page.tsx'
import { capital } from './header.tsx'

const words = {
  title: say('Отчёты по месяцам', 'Reports by month'),
  none: say('Месяцев ещё нет: подключите данные.', 'No months yet: connect data.'),
}

/** The front page of the report: every month, newest first, in every language. */
export function renderMonthList(months: readonly string[], languages: readonly Language[]): string {
  const first = languages[0] ?? 'ru'
  const newest = [...months].reverse()
  const body = (
    <main>
      <h1>{words.title[first]}</h1>
      {newest.length === 0 && <p>{words.none[first]}</p>}
      <ul>
        {newest.map((month) => (
          <li key={month}>
            {languages.map((language) => (
              <span key={language} lang={language}>
                {language !== first && '· '}
                <a href={`${month}/${language === first ? 'index.html' : `index.${language}.html`}`}>
                  {capital(formatFor(language, 'RUB').month(month))}
                </a>{' '}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </main>
  )
  return documentOf(first, words.title[first], renderToString(body))
}
