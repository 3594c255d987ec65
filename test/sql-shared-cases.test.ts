import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lintSql } from '#shared/sql/lint.ts'
import { duckdbWarehouse } from '#shared/warehouse/duckdb.ts'
import type { WarehouseSession } from '#shared/warehouse/warehouse.ts'
import { answerOf, difference, type SqlCase } from '#test/builders/sql-case.ts'

const shared = process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared')
const file = join(shared, 'sql/cases.json')
const present = existsSync(file)
const title = `recorded answers of a real Trino${present ? '' : ' — skipped: no ../shared/sql/cases.json here'}`

describe.skipIf(!present)(title, () => {
  const cases: readonly SqlCase[] = present ? JSON.parse(readFileSync(file, 'utf8')) : []
  const folder = mkdtempSync(join(tmpdir(), 'concord-sql-'))
  let session: WarehouseSession

  beforeAll(async () => {
    session = await duckdbWarehouse({ lakeRoot: folder, scratch: folder, threads: 1 }).open()
  })
  afterAll(async () => {
    await session.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('what the lint accepts answers as Trino did; what is known to differ is refused', {
    timeout: 120_000,
  }, async () => {
    const wrong: string[] = []
    const counts = { accepted: 0, refused: 0 }
    for (const one of cases) {
      const problems = await lintSql(one.sql)
      counts[problems.length > 0 ? 'refused' : 'accepted'] += 1
      if (problems.length > 0) continue
      const differs = difference(one, await answerOf(session, one.sql))
      if (differs) wrong.push(`${one.id}: ${differs}`)
      if (one.lint) wrong.push(`${one.id}: must be refused (${one.lint.join(', ')}): ${one.sql}`)
    }
    console.info(
      `${cases.length} statements: ${counts.accepted} accepted and equal, ${counts.refused} refused by the lint`,
    )
    expect(wrong).toEqual([])
    expect(counts.accepted).toBeGreaterThan(50)
  })
})
