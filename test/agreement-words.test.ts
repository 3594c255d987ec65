import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { diffAgreements } from '#shared/agreement/diff.ts'
import { agreementJsonSchema } from '#shared/agreement/json-schema.ts'
import { type LoadedAgreement, loadAgreements } from '#shared/agreement/load.ts'
import { printAgreement } from '#shared/agreement/print.ts'
import { agreementSchema } from '#shared/agreement/schema.ts'

const files = await loadAgreements(join(import.meta.dirname, '..', 'examples', 'demo', 'agreement'))
const [older, newer] = files as readonly [LoadedAgreement, LoadedAgreement]

describe('agreement diff', () => {
  it('tells the demo’s change in plain words', () => {
    const told = diffAgreements(older, newer).map((change) => change.ru.replace(/[\u00a0\u202f]/g, ' '))
    expect(told).toEqual([
      'Критерий SQL «Бюджет»: было от 3 000 000 до 30 000 000; стало от 4 000 000 до 30 000 000',
      'Срок «Первый контакт»: было 30 мин, рабочее время, продажи; стало 15 мин, рабочее время, продажи',
      'План 2026-09 … 2026-12: «Первый контакт в срок»: было ≥ 85 %, стало ≥ 90 %',
      'revision.next: было «2026-09-01», стало «2027-03-01»',
    ])
  })

  it('is empty between equal rules', () => {
    expect(diffAgreements(older, older)).toEqual([])
  })

  it('tells a removed stage once, however many follow it', () => {
    const agreement = structuredClone(newer.agreement)
    agreement.funnel.stages.splice(1, 1)
    expect(diffAgreements(newer, { ...newer, agreement }).map((change) => change.en)).toEqual([
      'Stage “Subscriber”: removed',
    ])
  })

  it('misses no rule: every changed leaf is told', () => {
    const changes: readonly ((it: LoadedAgreement['agreement']) => void)[] = [
      (it) => Object.assign(it.company, { currency: 'KZT' }),
      (it) => Object.assign(it.funnel.stages[4]!, { handoff: false }),
      (it) => Object.assign(it.funnel, { won: 'stage' }),
      (it) => Object.assign(it.sla.verdict!, { from: 'created' }),
      (it) => Object.assign(it.sla.verdict!, { team: 'marketing' }),
      (it) => Object.assign(it.channels.list.seo!, { brand: true }),
      (it) => Object.assign(it.criteria!.sql.region!, { field: 'oblast' }),
      (it) => Object.assign(it.exclusions!.spam!.when!, { verdict: ['unreached'] }),
      (it) => Object.assign(it.funnel.stages[0]!, { optional: true }),
      (it) => it.channels.rules.pop(),
      (it) => Object.assign(it.sla.verdict!.label, { ru: 'Оценка' }),
      (it) => Object.assign(it.exclusions!.test!, { when: { lost_reason: ['Тест'] } }),
      (it) => Object.assign(it.costs!.spend['*']!, { fee: 0.1 }),
      (it) => it.funnel.stages.splice(1, 1),
      (it) => Object.assign(it.bonus!.sales!.weights, { romi: { weight: 10 } }),
    ]
    for (const change of changes) {
      const agreement = structuredClone(newer.agreement)
      change(agreement)
      expect(diffAgreements(newer, { ...newer, agreement }).length, change.toString()).toBeGreaterThan(0)
    }
  })
})

describe('the page to sign', () => {
  const page = (agreement = newer.agreement) => printAgreement({ ...newer, agreement }, 'ru')

  it('holds the hand-off, clocks, plan, bonus and who signs', () => {
    for (const text of [
      'здесь передача',
      '15 мин',
      'сентябрь 2026',
      'Премии',
      'Игорь Смирнов',
      'Валидный лид',
      '≥ 120',
    ]) {
      expect(page().replaceAll('\u00a0', ' ')).toContain(text)
    }
  })

  it('keeps a sign and its number on one line', () => {
    for (const text of ['≥\u00a0120', 'в срок ≥\u00a0']) expect(page()).toContain(text)
  })

  it('needs nothing from outside and lets nobody write markup into it', () => {
    const agreement = structuredClone(newer.agreement)
    Object.assign(agreement.company, { name: '<script>alert(1)</script> & "Ко"' })
    expect(page(agreement)).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Ко&quot;')
    expect(page(agreement)).not.toMatch(/<script|src=|href=|url\(|@import/)
  })
})

describe('the JSON Schema for editors', () => {
  const schema = agreementJsonSchema()

  it('describes every part in both languages', () => {
    expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(agreementSchema.shape))
    for (const [part, { description }] of Object.entries(schema.properties ?? {})) {
      expect(description, part).toMatch(/[а-яёA-Z].* · .*[a-z]/i)
    }
  })

  it('refuses unknown keys, as the program does', () => {
    expect(schema.additionalProperties).toBe(false)
    expect(schema.properties?.company?.additionalProperties).toBe(false)
  })
})
