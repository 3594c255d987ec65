import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { diffAgreements } from '#shared/agreement/diff.ts'
import { agreementJsonSchema } from '#shared/agreement/json-schema.ts'
import { type LintFinding, lintAgreements } from '#shared/agreement/lint.ts'
import { type LoadedAgreement, loadAgreements } from '#shared/agreement/load.ts'
import { printAgreement } from '#shared/agreement/print.ts'
import { FixAgreement, FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Context } from '../context.ts'
import { badMonth, isMonth } from '../month.ts'
import type { Outcome } from '../outcome.ts'

const folder = (ctx: Context) => join(ctx.projectDir, 'agreement')

export async function check(ctx: Context): Promise<Outcome> {
  const agreements = await loadAgreements(folder(ctx))
  const findings = lintAgreements(agreements)
  const errors = findings.filter((finding) => finding.severity === 'error')
  if (errors.length > 0) throw new FixAgreement(errors.map(asProblem))
  const names = agreements.map((agreement) => agreement.name).join(', ')
  return {
    result: { agreements: agreements.map((agreement) => agreement.name), warnings: findings },
    notes: [
      ...findings.map((finding) => warning(finding)),
      say(`Соглашения в порядке: ${names}`, `The agreements are in order: ${names}`),
    ],
    next: say('concord run', 'concord run'),
  }
}

const asProblem = (finding: LintFinding) => ({
  code: finding.code,
  where: finding.where,
  what: finding.what,
  hint: joined(finding.ways),
})

const joined = (ways: readonly Text[]): Text | undefined =>
  ways.length === 0
    ? undefined
    : say(ways.map((way) => way.ru).join('\n  → '), ways.map((way) => way.en).join('\n  → '))

const warning = (finding: LintFinding): Text =>
  say(`⚠ ${finding.where} ${finding.what.ru}`, `⚠ ${finding.where} ${finding.what.en}`)

export async function diff(ctx: Context, from: string, to: string): Promise<Outcome> {
  const agreements = await loadAgreements(folder(ctx))
  const changes = diffAgreements(pick(agreements, from), pick(agreements, to))
  const lines = changes.map((change) => change[ctx.language])
  const none = say(`${from} и ${to}: правила одинаковы`, `${from} and ${to}: the rules are the same`)
  return { result: changes, print: lines, notes: lines.length === 0 ? [none] : [] }
}

export async function print(ctx: Context, month: string | undefined): Promise<Outcome> {
  const agreements = await loadAgreements(folder(ctx))
  const chosen = month ? pick(agreements, month) : agreements.at(-1)!
  const file = join(ctx.projectDir, `agreement-${chosen.name}.${ctx.language}.html`)
  await writeFile(file, printAgreement(chosen, ctx.language))
  return { result: { file }, print: [file], next: say('откройте и распечатайте', 'open it and print it') }
}

export async function schema(ctx: Context): Promise<Outcome> {
  const file = join(folder(ctx), 'agreement.schema.json')
  await writeFile(file, `${JSON.stringify(agreementJsonSchema(), null, 2)}\n`)
  return { result: { file }, print: [file] }
}

/** The agreement of that name, or the one in force in that month. */
function pick(agreements: readonly LoadedAgreement[], month: string): LoadedAgreement {
  if (!isMonth(month)) throw badMonth(month)
  const found = agreements.findLast((agreement) => agreement.name <= month)
  if (found) return found
  const names = agreements.map((agreement) => agreement.name).join(', ')
  throw new FixConfig({
    code: 'NO_AGREEMENT',
    what: say(`на месяц ${month} соглашения нет`, `no agreement governs ${month}`),
    hint: say(`Есть: ${names}`, `There are: ${names}`),
  })
}
