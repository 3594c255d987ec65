import { say } from '#shared/i18n/text.ts'
import { type Links, safeHref } from '../links.ts'
import type { View } from '../view.ts'
import { Popover } from './popover.tsx'

const checkForms = {
  ru: { one: 'предупреждение', few: 'предупреждения', many: 'предупреждений', other: 'предупреждения' },
  en: { one: 'warning', other: 'warnings' },
} as const

const titleWords = say('маркетинг и продажи', 'marketing and sales')

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export const pageTitle = ({ f, t, data }: View) => `${capital(f.month(data.month))}: ${t(titleWords)}`

/** What the checks said, in one phrase with its mark. */
function Verdict({ f, t, data }: View) {
  if (data.blocked) return <span class="off">▼ {t(say('устарели', 'stale'))}</span>
  if (!data.checks || data.asOf === null) return null
  const found = data.checks.filter((check) => check.rows > 0)
  if (found.some((check) => check.severity === 'block')) {
    return <span class="off">▼ {t(say('сверки не сошлись', 'the checks do not tie'))}</span>
  }
  if (found.length === 0) return <span class="ok">✓ {t(say('все сверки сошлись', 'all checks tie'))}</span>
  return (
    <a class="near" href="#checks">
      ✓ {t(say('сверки сошлись', 'checks tie'))}, {f.count(found.length, checkForms[f.language])}
    </a>
  )
}

export function Header(view: View) {
  const { f, t, data } = view
  const under = [
    data.company.name,
    data.agreement && `${t(say('соглашение', 'agreement'))} ${data.agreement}`,
    data.company.spendBasis === 'net' && t(say('деньги без НДС', 'money net of VAT')),
    data.company.spendBasis === 'gross' && t(say('деньги с НДС', 'money with VAT')),
  ].filter(Boolean)
  return (
    <header>
      <div>
        <h1>{pageTitle(view)}</h1>
        <p class="sub">{under.join(' · ')}</p>
      </div>
      <p class="stamp">
        {data.asOf
          ? `${t(say('Данные на', 'Data as of'))} ${f.date(data.asOf)}`
          : t(say('Данных ещё нет', 'No data yet'))}
        <br />
        <Verdict {...view} />
      </p>
    </header>
  )
}

interface NavProps {
  readonly view: View
  readonly links: Links
}

export function Navigation({ view, links }: NavProps) {
  const { f, t, data } = view
  return (
    <nav aria-label={t(say('Месяцы и таблицы', 'Months and tables'))}>
      {links.previous && <a href={safeHref(links.previous.href)}>← {f.month(links.previous.month)}</a>}
      <b aria-current="page">{f.month(data.month)}</b>
      {links.next && <a href={safeHref(links.next.href)}>{f.month(links.next.month)} →</a>}
      {links.months.length > 1 && (
        <Popover id="months" label={t(say('все месяцы', 'all months'))}>
          <p class="months">
            {links.months.map((link) => (
              <a key={link.month} href={safeHref(link.href)}>
                {f.monthShort(link.month)}
              </a>
            ))}
          </p>
        </Popover>
      )}
      <span class="gap" />
      {links.tables.length > 0 && <span>CSV:</span>}
      {links.tables.map((link) => (
        <a key={link.href} href={safeHref(link.href)}>
          {t(link.label)}
        </a>
      ))}
      {links.otherLanguage && (
        <a href={safeHref(links.otherLanguage)} hreflang={f.language === 'ru' ? 'en' : 'ru'}>
          {f.language === 'ru' ? 'EN' : 'RU'}
        </a>
      )}
    </nav>
  )
}
