import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createTableAs } from '#shared/warehouse/athena-statement.ts'
import { hasMoto, type Moto, needsMoto, startMoto } from '#test/builders/moto.ts'
import { testWarehouse } from '#test/contracts/warehouse.ts'
import type { Engine } from '#test/local-aws/athena/engine.ts'
import { glueStatistics, type LocalAthena, startAthena } from '#test/local-aws/athena/start.ts'
import { trinoEngine } from '#test/local-aws/athena/trino-engine.ts'
import { trinoClient } from './client.ts'

const place = inject('trino')
const missing = inject('trinoMissing')
const because = missing ? ` — skipped: ${missing}` : needsMoto

describe.skipIf(missing || !hasMoto)(`the warehouse on Athena, which is Trino${because}`, { timeout: 300_000 }, () => {
  let moto: Moto
  let local: LocalAthena
  let engine: Engine

  beforeAll(async () => {
    moto = await startMoto({ env: { MOTO_SERVER_ADDS: glueStatistics } })
    local = await startAthena(moto, {
      engine: async (clients) => {
        engine = await trinoEngine(place!)(clients)
        return engine
      },
    })
  }, 300_000)

  afterAll(async () => {
    await local?.stop()
    await moto?.stop()
  })

  testWarehouse('athena', () => local.place())
  testWarehouse('athena with registered partitions', () => local.place({ partitions: 'registered' }))

  const here = async () => {
    const { warehouse, bucket } = await local.place()
    await warehouse.open()
    const asked = { database: warehouse.database, catalog: 'AwsDataCatalog', signal: new AbortController().signal }
    return { asked, at: (name: string) => `s3://${bucket}/builds/${name}/` }
  }

  it('says how many rows it has written, also none, and how many bytes it has read', async () => {
    const { asked, at } = await here()
    const some = createTableAs('some', 'SELECT * FROM (VALUES 1, 2, 3) AS given (n)', at('some'))
    expect(await engine.execute(some, asked)).toMatchObject({ updateCount: 3, columns: [], rows: [] })
    const none = createTableAs('none', 'SELECT n FROM some WHERE n > 3', at('none'))
    expect(await engine.execute(none, asked)).toMatchObject({ updateCount: 0 })
    const read = await engine.execute('SELECT n, 1e10 AS d FROM some ORDER BY n DESC', asked)
    expect(read.rows[0]).toEqual(['3', '1.0E10'])
    expect(read.columns.map(({ type }) => type)).toEqual(['integer', 'double'])
    expect(read.scannedBytes).toBeGreaterThan(0)
    expect((await engine.execute('SELECT n FROM none', asked)).rows).toEqual([])
  })

  it.each([
    ['a table that stands', 'some', 'fresh', 'TABLE_ALREADY_EXISTS'],
    ['a place that holds files', 'other', 'some', 'HIVE_PATH_ALREADY_EXISTS'],
  ])('refuses %s', async (_, name, folder, kind) => {
    const { asked, at } = await here()
    await engine.execute(createTableAs('some', 'SELECT 1 AS n', at('some')), asked)
    const again = engine.execute(createTableAs(name, 'SELECT 1 AS n', at(folder)), asked)
    await expect(again).rejects.toMatchObject({ kind })
  })

  it('names the line of the statement that was sent', async () => {
    const { asked, at } = await here()
    const wrong = engine.execute(
      createTableAs('wrong', 'SELECT\n  nope\nFROM (VALUES 1) AS given (n)', at('wrong')),
      asked,
    )
    await expect(wrong).rejects.toMatchObject({
      kind: 'COLUMN_NOT_FOUND',
      message: expect.stringMatching(/^line 3:3:/),
    })
  })

  it('stops a statement on the server', async () => {
    const { asked } = await here()
    const abort = new AbortController()
    // A statement of its own each time: the server remembers the last ones.
    const long = `SELECT ${Date.now()} +  count(*) FROM UNNEST(sequence(1, 10000)) AS a (x), UNNEST(sequence(1, 10000)) AS b (y), UNNEST(sequence(1, 10000)) AS c (z)`
    const running = engine.execute(long, { ...asked, signal: abort.signal })
    const refused = expect(running).rejects.toMatchObject({ kind: 'USER_CANCELED' })
    await wait(300)
    abort.abort()
    await refused
    const states = `SELECT state, error_code FROM system.runtime.queries WHERE query = '${long}'`
    expect((await trinoClient(place!)(states)).rows).toEqual([['FAILED', 'USER_CANCELED']])
  })
})
