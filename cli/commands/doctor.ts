import { Command } from 'commander'
import { say } from '#shared/i18n/text.ts'
import { action, type Context } from '../context.ts'
import {
  checkAgreement,
  checkConnections,
  checkKey,
  checkNode,
  checkPublished,
  type Finding,
} from '../doctor/checks.ts'
import type { HelpTexts } from '../help.ts'
import type { Outcome } from '../outcome.ts'

export const doctorCommand = (help: HelpTexts): Command =>
  new Command('doctor').description(help.doctor).option('--key-backed-up', help.doctorBackedUp).action(action(doctor))

async function doctor(ctx: Context, options: { keyBackedUp?: boolean }): Promise<Outcome> {
  const rt = ctx.runtime()
  const findings: Finding[] = [
    checkNode(),
    await checkKey(rt, Boolean(options.keyBackedUp)),
    ...(await checkAgreement(rt)),
    ...(await checkConnections(rt)),
    ...(await checkPublished(rt)),
  ]
  const bad = findings.filter((finding) => !finding.ok)
  return {
    result: findings.map(({ ok, what, mend }) => ({ ok, what: what[ctx.language], mend: mend?.[ctx.language] })),
    print: findings.flatMap((finding) => lines(finding, ctx)),
    notes: bad.length === 0 ? [say('Всё в порядке.', 'All is well.')] : [],
    exitCode: bad.length === 0 ? 0 : 1,
  }
}

function lines({ ok, what, mend }: Finding, ctx: Context): string[] {
  const first = `${ok ? '✓' : '▼'} ${what[ctx.language]}`
  return mend && !ok ? [first, `    → ${mend[ctx.language]}`] : [first]
}
