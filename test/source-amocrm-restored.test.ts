import { expect, it } from 'vitest'
import { openBench } from './builders/test-source-run.ts'
import { amocrmSetting, amocrmWorld } from './platforms/amocrm.ts'
import { eventOf, leadOf, seconds } from './platforms/amocrm-data.ts'

const hour = 3_600_000

it('a lead that was moved, deleted and given back stands where it was moved to, though its card is older than its deletion', async () => {
  const world = amocrmWorld()
  const newest = seconds(amocrmSetting.now)
  world.lists.leads!.push(leadOf(50, { status_id: 101, updated_at: newest }))
  await using bench = await openBench(amocrmSetting, world.answer)
  await bench.pull()

  bench.clock.time += hour
  const lead = world.lists.leads!.pop()!
  const told = { entity_id: lead.id }
  world.lists.events!.push(eventOf(91, { ...told, type: 'lead_deleted', created_at: newest + 3600 }))
  await bench.pull()

  bench.clock.time += hour
  world.lists.leads!.push({ ...lead, status_id: 103, updated_at: newest + 60 })
  world.lists.events!.push(eventOf(92, { ...told, type: 'lead_restored', created_at: newest + 7200 }))
  await bench.pull()

  const versions = (await bench.rows('lead')).filter(({ lead_id }) => lead_id === lead.id)
  const last = versions.toSorted((a, b) => Number(a.updated_at) - Number(b.updated_at)).at(-1)
  expect(last).toMatchObject({ stage: '103', deleted: false })
})

it('a return from the bin that is read late does not give the present owner the days before', async () => {
  const world = amocrmWorld()
  await using bench = await openBench(amocrmSetting, world.answer)
  await bench.pull()
  const [lead, newest] = [world.lists.leads!.at(-1)!, seconds(amocrmSetting.now)]
  Object.assign(lead, { responsible_user_id: 505, updated_at: newest + 7200 })
  world.lists.events!.push(eventOf(91, { type: 'lead_deleted', entity_id: lead.id, created_at: newest + 1800 }))
  world.lists.events!.push(eventOf(92, { type: 'lead_restored', entity_id: lead.id, created_at: newest + 3600 }))
  bench.clock.time += 3 * hour
  await bench.pull()
  const held = (await bench.rows('lead')).filter((row) => row.lead_id === lead.id && row.responsible === '505')
  expect(held.map(({ updated_at }) => updated_at)).toEqual([(newest + 7200) * 1000])
})
