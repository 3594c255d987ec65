import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConnections } from '#ingest/connection/connections.ts'
import { ConcordError, describeProblem } from '#shared/errors.ts'

/** What is said of connections with these texts; name and kind come from the key, `name: kind`. */
async function said(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'concord-connections-'))
  await mkdir(join(folder, 'connections'))
  try {
    for (const [name, text] of Object.entries(files))
      await writeFile(join(folder, 'connections', `${name}.yaml`), `name: ${name}\n${text}`)
    await loadConnections(folder)
    return []
  } catch (error) {
    if (!(error instanceof ConcordError)) throw error
    return error.problems.map((one) => `${describeProblem(one, 'en')} → ${one.hint?.en}`)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const amo = 'kind: amocrm_token\naccount: shop\nsecrets: {token: AMO}\n'
const oauth =
  'kind: amocrm\naccount: shop\nsecrets: {refresh: R, client_secret: S}\nsettings: {client_id: a, redirect_uri: "https://a.example/"}\n'
const portal = (name: string, rest = '') =>
  `kind: bitrix24\nsecrets: {webhook: HOOK_${name.toUpperCase()}}\nsettings: {portal: ${name}.bitrix24.ru}\n${rest}`
const direct = 'kind: yandex_direct\nsecrets: {token: T}\n'

describe('two connections', () => {
  it.each([
    ['the same CRM account twice', { a: amo, b: amo }, 'connections/b.yaml connections/a.yaml reads the same'],
    ['the same CRM account by two ways of signing in', { a: amo, b: oauth }, 'reads the same already'],
    ['the same portal under two names', { a: portal('x'), b: portal('x', 'account: y\n') }, 'reads the same already'],
    [
      'two portals under one name',
      { a: portal('x'), b: portal('y') },
      'account: main (here and in connections/a.yaml)',
    ],
    ['the same advertising account twice', { a: direct, b: direct }, 'counted twice'],
  ])('%s: is refused', async (_, files, text) => {
    expect(await said(files)).toEqual([expect.stringContaining(text)])
  })

  it.each([
    ['accounts', { a: amo, b: amo.replace('shop', 'other') }],
    ['portals', { a: portal('x'), b: portal('y', 'account: y\n') }],
    ['keys', { a: direct, b: direct.replace('token: T', 'token: U') }],
    ['settings', { a: direct, b: `${direct}settings: {logins: [one]}\n` }],
    ['resources', { a: `${amo}resources: [leads]\n`, b: `${amo}resources: [events]\n` }],
  ])('of different %s go side by side', async (_, files) => {
    expect(await said(files)).toEqual([])
  })
})

describe('a mistake in the YAML of a system', () => {
  it.each([
    ['no account', 'kind: amocrm_token\nsecrets: {token: AMO}\n', ['whose account', 'Add account:']],
    ['a resource', `${direct}resources: [spending]\n`, ['a.yaml:4:', '"spending"', 'There are: spend']],
    ['a window', `${direct}windows: {spnd: 3}\n`, ['a.yaml:4:', '"spnd"', 'There are: spend']],
    ['a day', `${direct}since: 01.07.2026\n`, ['a.yaml:4:8', 'A day like 2026-07-01']],
    ['a key in the place of its name', 'kind: yandex_direct\nsecrets: {token: y0_AgA-x}\n', ['Names stand here']],
    ['an address', `${direct}base_url: localhost\n`, ['A whole address']],
    ['a field', `${amo}fields: {budget: [5]}\n`, ['region: 900']],
  ])('%s: is told with its line and what may stand there', async (_, text, parts) => {
    const [only, ...others] = await said({ a: text })
    for (const part of parts) expect(only).toContain(part)
    expect(only).not.toContain('y0_AgA')
    expect(others).toEqual([])
  })

  it('does not hide those in its settings', async () => {
    expect(await said({ a: `${direct}since: yesterday\nsettings: {level: city}\n` })).toEqual([
      expect.stringContaining('"since"'),
      expect.stringContaining('"settings.level" may be: campaign'),
    ])
  })
})
