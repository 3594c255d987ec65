import { describe, expect, it } from 'vitest'
import { checkCron, dailyCron } from '../infra/cron.ts'
import { parseSettings } from '../infra/settings.ts'
import { settingsText } from './builders/infra-settings.ts'

describe('settings of a stage', () => {
  it('have defaults for what need not be said', () => {
    expect(parseSettings(settingsText, 'test')).toMatchObject({
      stage: 'test',
      scan_limit_gb: 20,
      retention: { logs_days: 30 },
    })
  })

  it.each([
    ['a zone that is none', 'Europe/Moscow', 'Europe/Moskau'],
    ['an hour that is none', "'06:30'", "'24:30'"],
    ['an address that is none', 'concord@example.com', 'concord'],
    ['a name with a dash, which SQL would take for a minus', '  test:', '  my-test:'],
    ['a word nobody knows', 'nightly:', 'nightlee:'],
  ])('refuse %s', (_, from, to) => {
    expect(() => parseSettings(settingsText.replace(from, to), 'test')).toThrow(/settings|no stage/)
  })

  it('name the stages that there are', () => {
    expect(() => parseSettings(settingsText, 'prod')).toThrow('there is no stage “prod”')
  })
})

describe('cron expressions', () => {
  it.each(['cron(30 6 * * ? *)', 'cron(0/15 8-18 ? * MON-FRI *)', 'cron(0 0 1,15 JAN ? 2026-2030)'])('%s', (good) => {
    expect(checkCron(good)).toBe(good)
  })

  it.each([
    'cron(bogus)',
    'cron(30 6 * * *)',
    'cron(30 24 * * ? *)',
    'cron(60 6 * * ? *)',
    'cron(30 6 * * * *)',
    'cron(30 6 ? * ? *)',
    'cron(30 6 0 * ? *)',
    'cron(30 6 ? * 8 *)',
    'rate(1 day)',
  ])('%s is refused', (bad) => {
    expect(() => checkCron(bad)).toThrow(/AWS won't accept/)
  })

  it('are made from a time of day', () => {
    expect(dailyCron('00:05')).toBe('cron(5 0 * * ? *)')
  })
})
