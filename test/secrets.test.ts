import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { envFileSecrets } from '#shared/secrets/env-file.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { testSecrets } from '#test/contracts/secrets.ts'

const temporary = mkdtempSync(join(tmpdir(), 'concord-secrets-'))
afterAll(() => rm(temporary, { recursive: true, force: true }))
const freshPath = () => join(mkdtempSync(join(temporary, 's')), '.env')

testSecrets('memory', () => memorySecrets())
testSecrets('env file', () => envFileSecrets(freshPath()))

function fileWith(text: string) {
  const path = freshPath()
  writeFileSync(path, text)
  return { path, secrets: envFileSecrets(path), text: () => readFileSync(path, 'utf8') }
}

describe('env file', () => {
  it('reads lines as people write them', async () => {
    const { secrets } = fileWith(
      [
        '# the key of the company',
        'BARE=abc # a comment',
        '  export EXPORTED = "with space"',
        "SINGLE='as \\n is'",
        'HASH=a#b',
        'EMPTY=',
        '#OFF=secret',
        'PEM="-----BEGIN',
        'KEY-----"',
        'TWICE=first',
        'TWICE=second',
      ].join('\r\n'),
    )
    const names = ['BARE', 'EXPORTED', 'SINGLE', 'HASH', 'EMPTY', 'OFF', 'PEM', 'TWICE']
    const values = await Promise.all(names.map((name) => secrets.read(name)))
    expect(values).toEqual(['abc', 'with space', 'as \\n is', 'a#b', '', undefined, '-----BEGIN\r\nKEY-----', 'second'])
  })

  it('changes only the line of the name that is written', async () => {
    const { secrets, text } = fileWith('# first\nA=1\n\n# second\nB="2"\nC=3')
    await secrets.write('B', 'two words')
    await secrets.write('D', 'new')
    expect(text()).toBe('# first\nA=1\n\n# second\nB="two words"\nC=3\nD=new\n')
  })

  it('is readable by its owner alone, also when it was open to others', async () => {
    const { path, secrets } = fileWith('A=1\n')
    chmodSync(path, 0o644)
    await secrets.write('A', '2')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(dirname(path))).toEqual(['.env'])
  })

  it('never shows a value in an error', async () => {
    const secrets = envFileSecrets(join(temporary, 'no-such-folder', '.env'))
    const failure: unknown = await secrets.write('TOKEN', 'canary-4711').catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: 'Unavailable' })
    expect(JSON.stringify(failure) + String(failure)).not.toContain('canary')
  })

  it('gives back any text, and leaves the others as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string(), async (one, other) => {
        const { secrets } = fileWith('# head\nOTHER=keep me # note\n')
        await secrets.write('ONE', one)
        await secrets.write('TWO', other)
        await secrets.write('ONE', one)
        expect([await secrets.read('ONE'), await secrets.read('TWO'), await secrets.read('OTHER')]).toEqual([
          one,
          other,
          'keep me',
        ])
      }),
      { numRuns: 60 },
    )
  })
})
