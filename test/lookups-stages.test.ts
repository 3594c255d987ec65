import { describe, expect, test } from 'vitest'
import { stagesOf } from '#aggregate/lookups/map-stage.ts'
import type { Row } from '#aggregate/model.ts'

const agreement = '2024-01'

describe('stages', () => {
  const map = (crm: string, stage: string, extra: Row = {}): Row => ({
    agreement,
    source: '*',
    pipeline: '*',
    crm_stage: crm,
    stage,
    outcome: 'open',
    ...extra,
  })
  const stages = ['lead', 'sql', 'won'].map((stage, at) => ({ agreement, stage, position: at + 1 }))
  const stageOf = (use: Row, rules: readonly Row[]) => {
    const [row] = stagesOf([{ agreement, source: 'crm', pipeline: null, crm_stage: 'Новая', ...use }], rules, stages)
    return [row?.stage, row?.outcome, row?.position, row?.is_mapped]
  }

  test('a star takes any source and pipeline', () => {
    expect(stageOf({}, [map('новая', 'sql')])).toEqual(['sql', 'open', 2, true])
  })
  test('a named pipeline beats a star, whatever the order', () => {
    const rules = [map('новая', 'lead'), map('новая', 'sql', { pipeline: 'опт' }), map('*', 'won')]
    expect(stageOf({ pipeline: 'Опт' }, rules)).toEqual(['sql', 'open', 2, true])
    expect(stageOf({ pipeline: 'Розница' }, rules)).toEqual(['lead', 'open', 1, true])
    expect(stageOf({ crm_stage: 'Иная' }, rules)).toEqual(['won', 'open', 3, true])
  })
  test('what its own agreement lacks is looked up in the newest of the others', () => {
    const rules = [
      map('другая', 'lead'),
      map('новая', 'sql', { agreement: '2024-02' }),
      map('новая', 'won', { agreement: '2023-02' }),
    ]
    expect(stageOf({}, rules)).toEqual(['sql', 'open', 2, true])
  })
  test('what no agreement names is an open lead, and said so', () => {
    expect(stageOf({}, [map('другая', 'sql')])).toEqual(['lead', 'open', 1, false])
  })
  test('a file that uses our own names needs no map', () => {
    expect(stageOf({ crm_stage: 'Won' }, [])).toEqual(['won', 'won', 3, true])
  })
})
