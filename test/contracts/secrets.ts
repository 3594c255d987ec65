import { expect, it } from 'vitest'
import type { Secrets } from '#shared/runtime.ts'
import { memoryState } from '#shared/state/memory.ts'
import { testClock } from './state.ts'

type MakeSecrets = () => Secrets | Promise<Secrets>

/** A server that gives a new refresh token for each one, and kills the account when an old one comes again. */
function singleUseServer(first: string) {
  let current = first
  let refreshes = 0
  return {
    refreshes: () => refreshes,
    async refresh(token: string): Promise<string> {
      if (token !== current) throw new Error(`the account is dead: ${token} was used before`)
      refreshes++
      current = `token-${refreshes}`
      await new Promise(setImmediate)
      return current
    },
  }
}

export const secretsRules: Readonly<Record<string, (secrets: Secrets) => Promise<void>>> = {
  'give back what was written, whatever its characters': async (secrets) => {
    const values = [
      'plain',
      '',
      ' spaces ',
      'a"b\\c',
      "it's",
      '#not a comment',
      'a #b',
      'две\nстроки\r\n\tда',
      '$HOME',
      'a=b',
    ]
    for (const [i, value] of values.entries()) await secrets.write(`KEY_${i}`, value)
    for (const [i, value] of values.entries()) expect(await secrets.read(`KEY_${i}`)).toBe(value)
  },
  'know nothing of a name that was never written': async (secrets) => {
    expect(await secrets.read('NONE')).toBeUndefined()
  },
  'hold the last of several writes': async (secrets) => {
    await secrets.write('TOKEN', 'old')
    await secrets.write('TOKEN', 'new')
    expect(await secrets.read('TOKEN')).toBe('new')
  },
  'lose none of fifty writes at once': async (secrets) => {
    const names = Array.from({ length: 50 }, (_, i) => `KEY_${i}`)
    await Promise.all(names.map((name) => secrets.write(name, `value of ${name}`)))
    for (const name of names) expect(await secrets.read(name)).toBe(`value of ${name}`)
  },
  'refuse a name that is none': async (secrets) => {
    for (const name of ['', 'a b', 'A=B', 'A\nB', '1A', 'ключ', '../x']) {
      await expect(secrets.read(name)).rejects.toMatchObject({ name: 'FixConfig' })
      await expect(secrets.write(name, 'x')).rejects.toMatchObject({ name: 'FixConfig' })
    }
  },
  'let fifty workers under one claim refresh a single-use token once': async (secrets) => {
    const state = memoryState(testClock())
    const server = singleUseServer('token-0')
    await secrets.write('REFRESH', 'token-0')
    const worker = async (_: unknown, i: number): Promise<string> => {
      const claim = await state.claim('refresh', `worker ${i}`, 60_000)
      if (!claim.held) {
        await new Promise(setImmediate)
        const done = await state.get('refreshed')
        return done ? (await secrets.read('REFRESH'))! : worker(_, i)
      }
      const fresh = await server.refresh((await secrets.read('REFRESH'))!)
      await secrets.write('REFRESH', fresh)
      await state.putIf('refreshed', true, undefined, claim.fence)
      return fresh
    }
    const tokens = await Promise.all(Array.from({ length: 50 }, worker))
    expect(server.refreshes()).toBe(1)
    expect(new Set(tokens)).toEqual(new Set(['token-1']))
  },
}

/** Runs every rule on fresh secrets. */
export function testSecrets(name: string, make: MakeSecrets): void {
  for (const [title, rule] of Object.entries(secretsRules)) {
    it(`${name} secrets ${title}`, async () => rule(await make()))
  }
}
