import { atOnce } from '#shared/at-once.ts'
import { FixData, type Problem } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { SqlRow, WarehouseSession } from '#shared/warehouse/warehouse.ts'
import type { ModelDefinition } from './model.ts'
import type { Step } from './plan.ts'

export interface CheckResult {
  readonly name: string
  readonly severity: 'block' | 'warn'
  readonly rows: number
}

const shown = 5

const plain = (value: unknown): string => (value === null ? '—' : String(value))

const inWords = (row: SqlRow): string =>
  Object.entries(row)
    .map(([column, value]) => `${column} = ${plain(value)}`)
    .join(' · ')

/** What to do about a check that people can mend themselves. */
const steps: Readonly<Record<string, Text>> = {
  chk_ungoverned: say(
    'Назовите первый файл agreement/ самым ранним месяцем из этих строк и поправьте в нём effective_from. Затем: concord run',
    'Name the first file of agreement/ after the earliest month of these rows and correct its effective_from. Then: concord run',
  ),
  chk_rate_missing: say(
    'Дайте курсы: файл с колонками «дата, валюта, курс» и подключение с records: [{record: rate, columns: {date: Дата, currency: Валюта, rate: Курс}}]. Если валюта записана по ошибке, поправьте currency: в connections/ или company: в agreement/. Затем: concord run',
    'Give the rates: a file with the columns date, currency, rate, and a connection with records: [{record: rate, columns: {date: Date, currency: Currency, rate: Rate}}]. If the currency is a mistake, correct currency: in connections/, or company: in agreement/. Then: concord run',
  ),
}

function failed(name: string, about: Text, count: number, rows: readonly SqlRow[]): Problem {
  const first = rows.map(inWords).join('\n  ')
  const step =
    steps[name] ??
    say('Исправьте данные или соглашение, затем: concord run', 'Correct the data or the agreement, then: concord run')
  return {
    who: 'build',
    code: 'CHECK_FAILED',
    where: name,
    rows: count,
    what: say(
      `проверка не прошла, строк: ${count}. ${about.ru}${rows.length < count ? `; первые ${rows.length}` : ''}:\n  ${first}`,
      `the check failed, rows: ${count}. ${about.en}${rows.length < count ? `; the first ${rows.length}` : ''}:\n  ${first}`,
    ),
    hint: say(
      `Опубликованным остаётся прежний расчёт.\n  → ${step.ru}`,
      `The numbers published before stay.\n  → ${step.en}`,
    ),
  }
}

const first = async (session: WarehouseSession, from: string, order: readonly string[]): Promise<readonly SqlRow[]> =>
  (await session.query(`SELECT * FROM ${from} ORDER BY ${order.map((name) => `"${name}"`).join(', ')} LIMIT ${shown}`))
    .rows

/** Rows that share their grain: a mart that has any would be counted twice. */
async function checkGrain(session: WarehouseSession, mart: Step): Promise<Problem | undefined> {
  if (mart.grain.length === 0 || (await session.isKey?.(mart.name, mart.grain))) return undefined
  const grain = mart.grain.map((name) => `"${name}"`).join(', ')
  const doubled = `(SELECT ${grain}, count(*) AS copies FROM ${mart.name} GROUP BY ${grain} HAVING count(*) > 1) AS doubled`
  const { rows } = await session.query(`SELECT count(*) AS n FROM ${doubled}`)
  const count = Number(rows[0]?.n)
  if (count === 0) return undefined
  const about = say(`Ключ повторяется: ${mart.grain.join(', ')}`, `The key repeats: ${mart.grain.join(', ')}`)
  return failed(`${mart.name} (grain)`, about, count, await first(session, doubled, mart.grain))
}

/** Errors: FixData naming every mart whose key repeats, with the first of its keys. */
export async function checkGrains(session: WarehouseSession, models: readonly Step[]): Promise<void> {
  const marts = models.filter((model) => model.layer === 'mart')
  const found = await atOnce(marts, (mart) => checkGrain(session, mart), session.sideBySide ?? 1)
  const problems = found.filter((problem) => problem !== undefined)
  if (problems.length > 0) throw new FixData(problems)
}

/** Judges the checks that have run. Errors: FixData with the first rows of every `block` check that found any. */
export async function judgeChecks(
  session: WarehouseSession,
  checks: readonly ModelDefinition[],
  rowsOf: ReadonlyMap<string, number>,
): Promise<readonly CheckResult[]> {
  const results = checks.map((check) => ({
    name: check.name,
    severity: check.severity ?? ('block' as const),
    rows: rowsOf.get(check.name) ?? 0,
  }))
  const problems: Problem[] = []
  for (const [at, result] of results.entries()) {
    const check = checks[at]
    if (!check || result.severity !== 'block' || result.rows === 0) continue
    problems.push(
      failed(check.name, check.about, result.rows, await first(session, check.name, Object.keys(check.columns))),
    )
  }
  if (problems.length > 0) throw new FixData(problems)
  return results
}

/** What decides about publishing: every mart's key, then every check. Errors: FixData. */
export async function checkBuild(
  session: WarehouseSession,
  models: readonly ModelDefinition[],
  rowsOf: ReadonlyMap<string, number>,
): Promise<readonly CheckResult[]> {
  await checkGrains(session, models)
  const checks = models.filter((model) => model.layer === 'check')
  return judgeChecks(session, checks, rowsOf)
}
