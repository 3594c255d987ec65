import { say } from '#shared/i18n/text.ts'
import { asTyped } from '../as-typed.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import { checkAgreement, checkConnections, checkKey, checkNode, type Finding } from './checks.ts'
import { checkSystems } from './connect-checks.ts'
import { checkBlocked, checkPublished } from './published.ts'

export interface DoctorOptions {
  readonly keyBackedUp?: boolean
  readonly aws?: boolean
  readonly stage: string
}

export async function doctor(ctx: Context, options: DoctorOptions): Promise<Outcome> {
  if (options.aws) {
    // AWS clients are loaded by those who need them.
    const { examineAws } = await import('../aws/start.ts')
    return told(await examineAws(ctx, options.stage), ctx)
  }
  const rt = ctx.runtime()
  const findings: Finding[] = [
    checkNode(),
    await checkKey(rt, Boolean(options.keyBackedUp)),
    ...(await checkAgreement(rt)),
    ...(await checkConnections(rt)),
    ...(await checkSystems(rt)),
    ...(await checkPublished(rt)),
    ...(await checkBlocked(rt)),
  ]
  return told(findings, ctx)
}

function told(findings: readonly Finding[], ctx: Context): Outcome {
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
  return mend && !ok ? [first, `    → ${asTyped(mend[ctx.language], ctx)}`] : [first]
}
