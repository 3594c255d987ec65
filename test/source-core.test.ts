import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formMap } from '#ingest/door/form-map.ts'
import { addHints, dropHints, readHints } from '#ingest/door/hints.ts'
import { gateOf, type Quota } from '#ingest/exchange/quota.ts'
import { nextDays, planDays } from '#ingest/pull/plan.ts'
import type { Source } from '#ingest/source.ts'
import { sources } from '#ingest/sources/index.ts'
import { redactUrl } from '#shared/http/redact.ts'
import { waitOf } from '#shared/http/retry-after.ts'
import { editJson, readJson } from '#shared/json/read.ts'
import { memoryState } from '#shared/state/memory.ts'
import { addDays, datesBetween } from '#shared/time/dates.ts'
import { settableClock } from './builders/sync-project.ts'

const day = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))

it('no long list is kept open until its end: its pages are one entry of State, of which DynamoDB takes 400 KB', () => {
  const open = Object.values(sources).flatMap(({ name, resources }: Source) =>
    Object.entries(resources).flatMap(([resource, { window }]) =>
      window.kind === 'cursor' && window.by === 'time' && (window.settleEvery ?? Infinity) > 100
        ? [`${name}.${resource}`]
        : [],
    ),
  )
  expect(open).toEqual([])
})

/** The requests of a run over these days; where the system finds one too large, the rest is asked for by half as many. */
function requestsOf(from: string, to: string, most: number, isTooLarge: (days: number, nth: number) => boolean) {
  const asked: { readonly from: string; readonly to: string }[] = []
  let run: Parameters<typeof nextDays>[0] = { from, to, done: null }
  for (let nth = 0, slice = nextDays(run, most); slice; slice = nextDays(run, most), nth++) {
    const days = datesBetween(slice.from, slice.to).length
    if (days > 1 && isTooLarge(days, nth)) run = { ...run, most: Math.floor(days / 2) }
    else {
      asked.push(slice)
      run = { ...run, done: slice.to }
    }
  }
  return asked
}

describe('slices', () => {
  it('together are the range, and no day is in two, also where some are too large', () => {
    const size = fc.integer({ min: 1, max: 400 })
    fc.assert(
      fc.property(day, fc.nat(800), size, size, fc.nat(5), (from, length, most, fits, often) => {
        const to = addDays(from, length)
        const slices = requestsOf(from, to, most, (days, nth) => days > fits || (nth < often && nth % 2 === 0))
        expect(slices.flatMap((slice) => datesBetween(slice.from, slice.to))).toEqual(datesBetween(from, to))
        for (const slice of slices)
          expect(datesBetween(slice.from, slice.to).length).toBeLessThanOrEqual(Math.min(most, fits))
      }),
    )
  })

  it('keep the last day of 1–10 by 8', () => {
    expect(requestsOf('2026-08-01', '2026-08-10', 8, () => false)).toEqual([
      { from: '2026-08-01', to: '2026-08-08' },
      { from: '2026-08-09', to: '2026-08-10' },
    ])
  })

  it('never hold today, and re-read the trailing days', () => {
    const window = { kind: 'days', trailing: 4, slice: 7 } as const
    const wish = { window, today: '2026-08-20', since: '2026-01-01', again: undefined, trailing: 4 }
    expect(planDays({ ...wish, cursor: null })).toEqual({ from: '2026-01-01', to: '2026-08-19' })
    expect(planDays({ ...wish, cursor: '2026-08-19' })).toEqual({ from: '2026-08-16', to: '2026-08-19' })
    // After a pause: the last days were too young when they were read.
    expect(planDays({ ...wish, cursor: '2026-08-01' })).toEqual({ from: '2026-07-30', to: '2026-08-19' })
    expect(planDays({ ...wish, cursor: '2026-08-18' })).toEqual({ from: '2026-08-16', to: '2026-08-19' })
    expect(planDays({ ...wish, cursor: '2026-08-17', trailing: 1 })).toEqual({ from: '2026-08-18', to: '2026-08-19' })
    // Somebody who asks for none gets yesterday again: it was not over everywhere.
    expect(planDays({ ...wish, cursor: '2026-08-19', trailing: 0 })).toEqual({ from: '2026-08-19', to: '2026-08-19' })
    expect(planDays({ ...wish, cursor: '2099-01-01' })).toBeUndefined()
    // The clock was put back by a night, or the source's zone has changed: no mistake of anybody's.
    expect(planDays({ ...wish, cursor: '2026-08-20' })).toEqual({ from: '2026-08-16', to: '2026-08-19' })
    const kept = { ...window, history: 5 }
    expect(planDays({ ...wish, window: kept, cursor: null })?.from).toBe('2026-08-15')
    expect(planDays({ ...wish, window: kept, cursor: '2026-08-19', again: '2026-03-01' })?.from).toBe('2026-08-15')
    expect(planDays({ ...wish, cursor: '2026-08-19', again: '2026-03-01' })?.from).toBe('2026-03-01')
  })
})

const now = Date.UTC(2026, 0, 1)

describe('waits', () => {
  it.each([
    ['120', 120_000],
    ['"1 seconds"', 1000],
    ['1.5', 1500],
    ['2 minutes', 120_000],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    [String(now / 1000 + 30), 30_000],
    [String(now + 30_000), 30_000],
    ['soon', 7],
    ['', 7],
    ['-5', 7],
    ['NaN', 7],
    [undefined, 7],
    ['99999999', 86_400_000],
    ['0', 0],
  ])('%s is %d ms', (text, ms) => expect(waitOf(text, now, 7)).toBe(ms))
})

describe('JSON', () => {
  it('keeps every digit of a number, as text', () => {
    expect(readJson('\ufeff{"a":9223372036854775808,"b":[0.10,-1e400],"c":"1\\"2","d":null,"e":true}')).toEqual({
      ...{ a: '9223372036854775808', b: ['0.10', '-1e400'], c: '1"2', d: null, e: true },
    })
  })

  it('reads what JSON.parse reads', () => {
    const asText = (_: string, value: unknown) => (typeof value === 'number' ? JSON.stringify(value) : value)
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(readJson(text)).toEqual(JSON.parse(text, asText))
      }),
    )
  })

  it.each(['', '{', '01', '[1,]', '{"a":NaN}', '"\u0000"', `${'['.repeat(100)}${']'.repeat(100)}`, 'true false'])(
    'refuses %j',
    (text) => {
      expect(() => readJson(text)).toThrow()
    },
  )

  it('leaves numbers as they were written when a value is changed', () => {
    const edit = (value: unknown) => ({ ...(value as object), phone: 'x' })
    expect(editJson('{"id":12345678901234567890,"phone":79120000000,"n":1.50,"i":-7}', edit)).toEqual({
      text: '{"id":12345678901234567890,"phone":"x","n":1.50,"i":-7}',
      value: { id: '12345678901234567890', phone: 'x', n: '1.50', i: '-7' },
    })
  })

  it('says what the changed text would be read as', () => {
    const numbers = fc.constantFrom(
      '0',
      '-0',
      '1e3',
      '12.50',
      '-5',
      '900719925474099',
      '9007199254740993',
      '"\\u00015"',
    )
    fc.assert(
      fc.property(fc.json(), fc.array(numbers), (json, more) => {
        const { text, value } = editJson(`[${[json, ...more].join()}]`, (all) => all)
        expect(value).toEqual(readJson(text))
        expect(text.endsWith(`${more.map((one) => one.replaceAll(/"\\u0001|"/g, '')).join()}]`)).toBe(true)
      }),
    )
  })
})

describe('bracketed forms', () => {
  it('cost the same whatever stands in the brackets', () => {
    const heap = (name: string) => {
      globalThis.gc?.()
      const before = process.memoryUsage().heapUsed
      const fields = formMap(Buffer.from(`leads[update][0][${name}]=1&account[subdomain]=x`))
      return { size: fields.size, grown: process.memoryUsage().heapUsed - before }
    }
    const plain = heap('id')
    const hostile = heap('linked_leads_id][9982719')
    expect(hostile.size).toBe(plain.size)
    expect(hostile.grown - plain.grown).toBeLessThan(5 << 20)
  })

  it('hold scalars and objects of one name, holes and odd escapes side by side', () => {
    const fields = formMap(Buffer.from('v[0]=1&v[0][value]=2&v[2]=%zz&__proto__[x]=3&a=b+c'))
    expect([...fields]).toEqual([
      ['v[0]', '1'],
      ['v[0][value]', '2'],
      ['v[2]', '%zz'],
      ['__proto__[x]', '3'],
      ['a', 'b c'],
    ])
  })

  it('are refused when too many or too deep', () => {
    expect(() => formMap(Buffer.from(Array.from({ length: 100_000 }, (_, i) => `a${i}=1`).join('&')))).toThrow()
    expect(() => formMap(Buffer.from(`a${'[x]'.repeat(50)}=1`))).toThrow()
  })
})

describe('hints', () => {
  it('go when they were read, unless they were given again since', async () => {
    const state = memoryState(settableClock())
    const hints = ['1', '2', 'a:b'].map((id) => ({ entity: 'lead', id, event: 'add' }))
    await Promise.all(hints.map((hint) => addHints(state, 'crm', [hint, hint], 10)))
    const read = await readHints(state, 'crm')
    expect(read.map(({ id }) => id).sort()).toEqual(['1', '2', 'a:b'])
    await addHints(state, 'crm', [hints[0]!], 20)
    await dropHints(state, 'crm', read)
    expect(await readHints(state, 'crm')).toEqual([{ entity: 'lead', id: '1', at: 20 }])
  })
})

describe('quotas', () => {
  /** Gates of one host, whose waits move the clock. */
  const gatesOf = (clock: ReturnType<typeof settableClock>, quota: Pick<Quota, 'rate' | 'burst'>) => {
    const state = memoryState(clock)
    const wait = async (ms: number) => {
      clock.time += ms
    }
    const quotas = [{ per: 'host' as const, perMs: 1000, ...quota }]
    return () => gateOf({ state, now: clock.now, wait, random: () => 0.5, host: 'h', account: 'a', quotas })
  }

  it('are shared by all workers of a host', async () => {
    const clock = settableClock(0)
    const gate = gatesOf(clock, { rate: 2, burst: 10 })
    const gates = [gate(), gate()]
    for (let i = 0; i < 50; i++) await gates[i % 2]!.pass('/x')
    expect(clock.time).toBeGreaterThanOrEqual(20_000)
    expect(clock.time).toBeLessThan(21_000)
    await gates[0]!.close(clock.time + 60_000)
    const before = clock.time
    await gates[1]!.pass('/x')
    expect(clock.time - before).toBeGreaterThanOrEqual(60_000)
  })

  it('fill again when the clock was ahead for one run and was put right', async () => {
    const clock = settableClock()
    const gate = gatesOf(clock, { rate: 5 })()
    const days40 = 40 * 86_400_000
    clock.time += days40
    for (let i = 0; i < 7; i++) await gate.pass('/')
    clock.time -= days40
    const before = clock.time
    for (let i = 0; i < 7; i++) await gate.pass('/')
    expect(clock.time - before).toBeLessThan(5000)
  })
})

describe('redaction', () => {
  it('shows no secret of a URL', () => {
    expect(redactUrl('https://p.example/rest/1/abc123def456ghi7/crm.deal.list.json?auth=SECRET&start=0')).toBe(
      'https://p.example/rest/1/…/crm.deal.list.json?auth=…&start=…',
    )
  })
})
