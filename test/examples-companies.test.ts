import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CompanyKind, writeCompany } from '#test/builders/companies.ts'
import { type RunProject, runProject, temporaryFolder } from '#test/builders/project-run.ts'
import { kpi } from '#test/oracle/demo-numbers.ts'

function company(kind: CompanyKind): () => RunProject {
  let folder: string
  let project: RunProject | undefined
  beforeAll(async () => {
    folder = await temporaryFolder()
    await writeCompany(folder, kind)
    project = await runProject(folder)
  }, 180_000)
  afterAll(async () => {
    project?.rt.close()
    await rm(folder, { recursive: true, force: true })
  })
  return () => project!
}

describe('a company with leads only', () => {
  const leads = company('leads only')

  it('has its funnel and says why there is no CPL', async () => {
    expect(await leads().query(kpi('2026-10', 'sql_share'))).toMatchObject([{ denominator: 126 }])
    const cpl = await leads().query("select value, status, reason from fct_kpi where month = '2026-10' and kpi = 'cpl'")
    expect(cpl).toContainEqual({ value: null, status: 'no_data', reason: 'no_spend' })
  })
})

describe('a company with spend only', () => {
  const spend = company('spend only')

  it('keeps its spend and says why there is no SQL share', async () => {
    const [sum] = await spend().query('select sum(spend_micros) as spend_micros from fct_spend')
    expect(Number(sum!.spend_micros)).toBeGreaterThan(0)
    const share = await spend().query("select value, reason from fct_kpi where month = '2026-10' and kpi = 'sql_share'")
    expect(share).toContainEqual({ value: null, reason: 'no_records' })
  })
})

describe('a company with nothing', () => {
  const nothing = company('nothing')

  it('publishes empty marts, as of the first day of its agreement', async () => {
    expect(nothing().built.asOf).toBe('2025-09-01')
    expect(await nothing().query('select count(*) as leads from fct_leads')).toEqual([{ leads: 0 }])
  })
})
