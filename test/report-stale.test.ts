import { describe, expect, it } from 'vitest'
import { readMonth } from '#report/data.ts'
import { noLinks } from '#report/links.ts'
import type { Blocked } from '#report/month-data.ts'
import { renderMonth } from '#report/render.ts'
import { say } from '#shared/i18n/text.ts'
import { buildEmpty, buildMonth } from '#test/builders/marts.ts'

const blocked: Blocked = {
  asOf: '2026-11-03',
  since: '2026-11-02',
  checks: [
    {
      name: 'chk_spend_ties',
      rows: 3,
      about: say('Расход не сходится с кабинетом', 'Spend does not tie to the account'),
    },
    { name: 'fct_deals (grain)', rows: 1 },
  ],
}

const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, '').replaceAll('\u00a0', ' ')

describe('a page whose newer build was kept back', () => {
  it('says so in Russian: what is kept back, what is shown, since when, by which checks', () => {
    const text = textOf(renderMonth(buildMonth({ blocked }), 'ru', noLinks))
    expect(text).toContain(
      'Цифры устарели. Расчёт на 3 нояб. 2026 не прошёл проверки и не опубликован. Здесь прежние цифры, на 31 окт. 2026. Так с 2 нояб. 2026.',
    )
    expect(text).toContain('Расход не сходится с кабинетом: 3 строки')
    expect(text).toContain('fct_deals (grain): 1 строка')
    expect(text).not.toContain('сверки сошлись')
  })

  it('says so in English', () => {
    const text = textOf(renderMonth(buildMonth({ blocked: { ...blocked, since: blocked.asOf } }), 'en', noLinks))
    expect(text).toContain('The numbers are stale.')
    expect(text).toContain('failed its checks and is not published.')
    expect(text).toContain('Spend does not tie to the account: 3 rows')
    expect(text).not.toContain('This has been so since')
  })

  it('stands on an empty page too, and nowhere else', () => {
    expect(renderMonth(buildEmpty({ blocked }), 'ru', noLinks)).toContain('class="stale"')
    expect(renderMonth(buildMonth(), 'ru', noLinks)).not.toContain('class="stale"')
  })

  it('gets the mark from what is published', async () => {
    const data = await readMonth(async () => [], '2026-10', { as_of: '2026-10-31', blocked })
    expect(data.blocked).toEqual(blocked)
  })
})
