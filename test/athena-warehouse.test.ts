import { afterAll, beforeAll, describe } from 'vitest'
import { hasMoto, type Moto, needsMoto, startMoto } from '#test/builders/moto.ts'
import { testWarehouse } from '#test/contracts/warehouse.ts'
import { type LocalAthena, startAthena } from '#test/local-aws/athena/start.ts'

describe.skipIf(!hasMoto)(`the warehouse on Athena${needsMoto}`, () => {
  let moto: Moto
  let local: LocalAthena
  beforeAll(async () => {
    moto = await startMoto()
    local = await startAthena(moto)
  })
  afterAll(async () => {
    await local?.stop()
    await moto?.stop()
  })

  testWarehouse('athena', () => local.place())
  testWarehouse('athena with registered partitions', () => local.place({ partitions: 'registered' }))
})
