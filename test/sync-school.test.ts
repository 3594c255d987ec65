import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isFile, loadConnections } from '#ingest/connection/connections.ts'
import { listFiles } from '#ingest/sources/file/index.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import { runtimeOver, settableClock, syncFiles } from './builders/sync-project.ts'

const data = resolve(process.env.CONCORD_SHARED ?? resolve(import.meta.dirname, '../../shared'), 'data')
const project = resolve(import.meta.dirname, '../examples/online-school')

describe.skipIf(!existsSync(resolve(data, 'online-school')))('the online school (needs ../shared/data)', () => {
  it('brings every deal, payment and cent of spend, and nothing twice', { timeout: 60_000 }, async () => {
    const clock = settableClock()
    const rt = runtimeOver(memoryLake(), memoryState(clock), clock)
    const connections = (await loadConnections(project)).filter(isFile)
    const sync = async (name: string) => {
      const connection = connections.find((one) => one.name === name)!
      const files = await listFiles(connection, project, { CONCORD_DATA_DIR: data })
      return syncFiles(
        rt,
        connection,
        files.map(({ path }) => path),
      )
    }
    const [deals, spend] = [await sync('deals'), await sync('spend')]
    expect(deals.records.deal?.rows).toBe(21_593)
    expect(deals.records.payment).toMatchObject({ rows: 843, amounts: { EUR: 978_651_000_000n } })
    expect(spend.records.spend).toMatchObject({ rows: 20_779, copies: 917, amounts: { EUR: 149_523_450_000n } })
    expect((await sync('deals')).total).toMatchObject({ unitsWritten: 0, unitsRemoved: 0 })
  })
})
