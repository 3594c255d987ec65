import { expect, it } from 'vitest'
import { openBench } from './builders/test-source-run.ts'
import { amocrmSetting, amocrmWorld } from './platforms/amocrm.ts'
import { seconds } from './platforms/amocrm-data.ts'

it.each([{ fullRefresh: true }, { since: '2026-07-01' }])(
  'a field that was changed back stands as it does now, when all is read again %j',
  async (again) => {
    const world = amocrmWorld()
    await using bench = await openBench(amocrmSetting, world.answer)
    const lead = world.lists.leads![5]!
    const write = (region: string) => {
      bench.clock.time += 3_600_000
      const [field] = lead.custom_fields_values as { values: { value: string }[] }[]
      field!.values[0]!.value = region
      lead.updated_at = seconds(bench.clock.time)
    }
    write('Москва')
    await bench.pull()
    write('Тверь')
    await bench.pull()
    write('Москва')
    await bench.pull(again)
    await bench.pull()
    const versions = (await bench.rows('lead_field')).filter((row) => row.lead_id === lead.id && row.field === 'region')
    const last = versions.toSorted((a, b) => Number(a.pulled_at) - Number(b.pulled_at)).at(-1)
    expect(last).toMatchObject({ value_text: 'Москва' })
  },
)
