import { describe, expect, it } from 'vitest'
import { culpritOf } from '#report/decide/sql-share.ts'
import { decide } from '#report/decide.ts'
import { buildEmpty, buildKpi, buildMonth, buildSource } from '#test/builders/marts.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

const sentenceOf = (data: Parameters<typeof decide>[0], id: string) => {
  const decision = decide(data).find((each) => each.id === id)
  return decision && { title: plain(decision.title.ru), text: plain(decision.text.ru), en: plain(decision.text.en) }
}

const onPlan = buildKpi({ value: 135, comparison: 'min', low: 120, status: 'on_plan' })

describe('what to decide', () => {
  it('names the campaign that explains the fall of the SQL share, and what hides it', () => {
    const found = sentenceOf(buildMonth(), 'sql_share')
    expect(found?.title).toBe('Доля SQL упала с 53,8 % до 44,4 %, дело в одной кампании')
    expect(found?.text).toBe(
      'VK Реклама, «Участки · лето»: 4 SQL из 34 валидных, у 22 причина отказа «другой регион». Без неё доля была бы 55,4 % при плане ≥ 50 %. Средний CPL 923 ₽ выглядит хорошо и это скрывает. Её SQL стоит 7 225 ₽, у остальных 1 709 ₽.',
    )
    expect(found?.en).toContain('Without it the share would be 55.4% against a plan of ≥ 50%.')
  })

  it('of two poor campaigns names the one without which the share would be higher', () => {
    const sources = [
      buildSource('telegram', 'Слабая', { spend: 100, profit: 0 }, [20, 20, 7, 0], [3, 1, 1]),
      buildSource('vk', 'Хуже всех', { spend: 100, profit: 0 }, [40, 40, 2, 0], [3, 1, 1]),
      buildSource('direct', 'Хорошая', { spend: 100, profit: 0 }, [60, 60, 40, 0], [3, 1, 1]),
    ]
    expect(culpritOf(sources)?.row.campaignName).toBe('Хуже всех')
    expect(culpritOf(sources.toReversed())?.row.campaignName).toBe('Хуже всех')
  })

  it('blames no campaign when all are equally poor', () => {
    const sources = [
      buildSource('vk', 'Один', { spend: 100, profit: 0 }, [20, 20, 8, 0], [3, 1, 1]),
      buildSource('direct', 'Другой', { spend: 100, profit: 0 }, [20, 20, 8, 0], [3, 1, 1]),
    ]
    expect(culpritOf(sources)).toBeUndefined()
    expect(sentenceOf(buildMonth({ sources }), 'sql_share')?.text).toContain('Падение ровное')
  })

  it('says when contact is slow, with counts', () => {
    expect(sentenceOf(buildMonth(), 'first_contact')).toMatchObject({
      title: 'Медленный первый контакт, хуже всего 18:00–24:00',
      text: 'В срок 71,3 % лидов при плане ≥ 85 %, позже срока 37 из 129. Лиды 18:00–24:00: вовремя 12 из 36 (33 %), в остальное время 86 %.',
    })
  })

  it('says how much money is missing, and in deals', () => {
    const found = sentenceOf(buildMonth(), 'money')
    expect(found?.title).toBe('Выручка с новых клиентов: −522 000 ₽ к плану')
    expect(found?.text).toContain('При среднем чеке 95 308 ₽ не хватает 6 сделок.')
  })

  it('shows the young cohort without blame and holds the mature one against the plan', () => {
    const found = sentenceOf(buildMonth(), 'too_early')
    expect(found?.text).toBe(
      'Пока 9 клиентов из 135 лидов (6,7 %, созрело 34 %). С планом сравниваем созревшую когорту (апрель 2026): 19,8 % при плане ≥ 20 %, близко.',
    )
  })

  it('points at spend without requests', () => {
    const empty = buildSource('vk', 'Пустая', { spend: 12_300, profit: 0 }, [0, 0, 0, 0], [0, 0, 0])
    const data = buildMonth({ sources: [...buildMonth().sources, empty] })
    expect(sentenceOf(data, 'wasted_spend')?.title).toBe('Расход без единой заявки: 12 300 ₽')
  })

  it('says that there is nothing to decide', () => {
    const decisions = decide(buildMonth({ kpis: [onPlan], sqlShare: [] }))
    expect(decisions.map((decision) => decision.id)).toEqual(['nothing'])
    expect(plain(decisions[0]?.text.ru ?? '')).toBe('В плане или близко к нему: 1 показатель. Мимо плана ничего нет.')
  })

  it('tells a month without a plan where to write one', () => {
    const decisions = decide(buildMonth({ kpis: [buildKpi({ value: 135 })], sqlShare: [] }))
    expect(decisions.map((decision) => decision.id)).toEqual(['no_plan'])
    expect(decisions[0]?.text.ru).toContain('agreement/2026-10.yaml')
  })

  it.each([
    ['nothing', [], ['missing_lead', 'missing_spend', 'missing_deal']],
    ['leads only', ['lead'], ['missing_spend', 'missing_deal']],
    ['spend only', ['spend'], ['missing_lead', 'missing_deal']],
    ['all', ['spend', 'lead', 'deal'], []],
  ])('a company with %s is told what to add', (_, records, expected) => {
    const health = records.map((record) => ({ ...buildMonth().health[0]!, record, rows: 5 }))
    const decisions = decide(buildEmpty({ health }))
    expect(decisions.map((decision) => decision.id)).toEqual(expected)
    expect(decisions.every((decision) => decision.command?.startsWith('npx concord connect file '))).toBe(true)
  })

  it.each([
    ['deal', 'no_payments', ['missing_payment']],
    ['deal', null, []],
    ['payment', 'no_payments', []],
  ])('a company with %s whose conversion lacks %s', (record, reason, expected) => {
    const health = ['lead', 'spend', 'deal', record].map((name) => ({
      ...buildMonth().health[0]!,
      record: name,
      rows: 5,
    }))
    const kpis = [buildKpi({ kpi: 'lead_to_client', value: null, status: 'no_data', reason })]
    const decisions = decide(buildEmpty({ health, kpis }))
    expect(decisions.map(({ id }) => id).filter((id) => id.startsWith('missing'))).toEqual(expected)
  })
})
