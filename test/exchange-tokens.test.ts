import { describe, expect, it } from 'vitest'
import type { ConcordError } from '#shared/errors.ts'
import { openBench } from './builders/test-source-run.ts'
import { amocrmSetting, amocrmWorld } from './platforms/amocrm.ts'
import { toySetting, toyWorld } from './platforms/toy.ts'
import type { Reply } from './replay-server/server.ts'

/** What the pull is refused with where the token server answers so for ever. */
async function refusedWith(reply: Reply) {
  const world = toyWorld()
  await using bench = await openBench(toySetting, (one) => (one.path === '/token' ? reply : world.answer(one)))
  const answer = await bench.pull().catch((thrown: ConcordError) => thrown)
  const isThrown = 'problems' in answer
  const { code, hint } = isThrown ? answer.problems[0]! : answer.summary.files[0]!.problem!
  const asked = bench.server.asked.filter(({ path }) => path === '/token').length
  return { name: isThrown ? answer.name : 'of each list', code, hint: hint!.en, asked }
}

const page = '<html><body>Sign in to the proxy</body></html>'
const again = 'Authorise again: concord connect toy --name crm'

describe('a token server says', () => {
  it.each<[string, Reply, string, string, string]>([
    ['invalid_grant', { status: 400, body: { error: 'invalid_grant' } }, 'ReauthoriseError', 'TOKEN_REFUSED', again],
    ['401', { status: 401 }, 'ReauthoriseError', 'TOKEN_REFUSED', again],
    ['no in a 200', { body: { error: 'invalid_token' } }, 'ReauthoriseError', 'TOKEN_REFUSED', again],
    ['402', { status: 402, body: { title: 'Payment Required' } }, 'of each list', 'HTTP_402', 'not paid for'],
    ['403 in words', { status: 403, body: { error: 'denied' } }, 'of each list', 'HTTP_403', 'missing right'],
    ['403 without a word', { status: 403 }, 'Unavailable', 'TOKEN_SERVER', 'run it later'],
    ['a page', { body: page }, 'Unavailable', 'TOKEN_SERVER', 'open the address in a browser'],
    ['401 in a page', { status: 401, body: page }, 'Unavailable', 'TOKEN_SERVER', 'open the address in a browser'],
    ['nothing', { body: '' }, 'Unavailable', 'TOKEN_SERVER', 'run it later'],
    ['a redirect', { status: 301, headers: { location: '/x' } }, 'of each list', 'HTTP_301', 'check account:'],
    [
      'busy',
      { status: 400, body: { error: 'temporarily_unavailable' } },
      'Unavailable',
      'TOKEN_SERVER',
      'run it later',
    ],
    ['a long wait', { status: 429, headers: { 'retry-after': '3600' } }, 'Unavailable', 'TOKEN_SERVER', 'later'],
  ])('%s', async (_, reply, name, code, hint) => {
    const refused = await refusedWith(reply)
    expect(refused).toMatchObject({ name, code })
    expect(refused.hint).toContain(hint)
  })

  it('nothing for a while: it is asked again, but not for ever', async () => {
    expect((await refusedWith({ status: 502 })).asked).toBe(4)
    const world = toyWorld()
    let left = 2
    await using bench = await openBench(toySetting, (one) =>
      one.path === '/token' && left-- > 0 ? { status: 502 } : world.answer(one),
    )
    expect((await bench.pull()).done).toBe(true)
  })

  it('no after a silence: the token may have been used up by the attempt before', async () => {
    const world = toyWorld()
    const replies: Reply[] = [{ status: 502 }, { status: 400, body: { error: 'invalid_grant' } }]
    await using bench = await openBench(toySetting, (one) =>
      one.path === '/token' ? replies.shift()! : world.answer(one),
    )
    await expect(bench.pull()).rejects.toMatchObject({ name: 'ReauthoriseError', code: 'TOKEN_LOST' })
  })
})

it('a token that a killed run was refreshing is waited for until its lease runs out', async () => {
  const world = toyWorld()
  await using bench = await openBench(toySetting, (one) => world.answer(one))
  await bench.state.claim('token/TOY_REFRESH', 'killed', 120_000)
  expect((await bench.pull()).done).toBe(true)
})

describe('a ban of the address', () => {
  const gate = { status: 403, headers: { 'content-type': 'text/html' }, body: '<html/>' }

  it.each(['/api/v4/companies', '/oauth2/access_token'])('at %s holds for whoever asks that host', async (banned) => {
    const world = amocrmWorld()
    await using bench = await openBench(amocrmSetting, (one) => (one.path === banned ? gate : world.answer(one)))
    const { resumeAt } = await bench.pull()
    const asked = bench.server.asked.length
    bench.clock.time += 1_800_000
    const again = await bench.pull()
    expect(again.resumeAt).toBe(resumeAt)
    expect(bench.server.asked.length).toBe(asked)
    bench.clock.time += 1_900_000
    await bench.pull()
    expect(bench.server.asked.length).toBeGreaterThan(asked)
  })
})
