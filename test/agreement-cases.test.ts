import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lintAgreements } from '#shared/agreement/lint.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import { parseAgreement } from '#shared/agreement/read/parse.ts'
import { ConcordError } from '#shared/errors.ts'

/** Each folder holds an agreement as a person might write it, and what must be said about it. Texts stand where the wording is the point. */
const root = join(import.meta.dirname, 'fixtures', 'agreements')

interface Answer {
  readonly problems?: readonly object[]
  readonly findings?: readonly object[]
}

async function answerOf(dir: string): Promise<Answer> {
  const place = (where: string | undefined) => where?.replace(dir, '').replace(/^\//, '') || '.'
  try {
    const findings = lintAgreements(await loadAgreements(dir))
    return { findings: findings.map((finding) => ({ ...finding, where: place(finding.where) })) }
  } catch (error) {
    if (!(error instanceof ConcordError)) throw error
    return { problems: error.problems.map((problem) => ({ ...problem, where: place(problem.where) })) }
  }
}

/** Intl puts different kinds of unbreakable space into numbers, release by release. */
const plainSpaces = (answer: Answer): Answer => JSON.parse(JSON.stringify(answer).replace(/[\u00a0\u202f]/g, ' '))

describe('agreements as people write them', () => {
  it.each(readdirSync(root).sort())('%s', async (name) => {
    const dir = join(root, name)
    const expected = plainSpaces(JSON.parse(readFileSync(join(dir, 'expected.json'), 'utf8')))
    const answer = plainSpaces(await answerOf(dir))
    expect(answer).toMatchObject(expected)
    expect(answer.problems?.length ?? answer.findings?.length).toBe(
      expected.problems?.length ?? expected.findings?.length,
    )
  })

  it('answers torn files by problems, never by a crash', () => {
    const good = readFileSync(join(root, 'good', '2026-10.yaml'), 'utf8')
    const scraps = fc.constantFrom(
      '',
      '*',
      '&a',
      '{',
      ']',
      ': ',
      '\t',
      '"',
      '>=',
      '\u0000',
      '- ',
      '50%',
      '9'.repeat(400),
      '😀',
      '!!js',
      '<<: ',
    )
    fc.assert(
      fc.property(fc.nat(good.length), fc.nat(60), scraps, (from, length, scrap) => {
        const { loaded, problems } = parseAgreement(
          'a.yaml',
          '2026-10',
          good.slice(0, from) + scrap + good.slice(from + length),
        )
        expect(loaded !== undefined || problems.length > 0).toBe(true)
        for (const { where, what } of problems)
          expect([where, what.ru]).toEqual([expect.stringMatching(/^a\.yaml:\d+:\d+$/), expect.any(String)])
      }),
      { numRuns: 150 },
    )
  })

  it('says everything in both languages, and what to do next', async () => {
    for (const name of readdirSync(root)) {
      const { problems = [], findings = [] } = await answerOf(join(root, name))
      for (const told of [...problems, ...findings]) {
        expect(told, name).toMatchObject({
          code: expect.any(String),
          what: { ru: expect.any(String), en: expect.any(String) },
        })
        const { what, hint, ways } = told as { what: { ru: string; en: string }; hint?: object; ways?: object[] }
        expect(what.en.replace(/[“«].*?[”»]/g, ''), `${name}: English without Russian words`).not.toMatch(/[а-яё]/i)
        expect(hint ?? ways?.[0], `${name}: ${what.en}`).toBeDefined()
      }
    }
  })
})
