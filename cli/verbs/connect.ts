import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import {
  draftConnection,
  type FileConnection,
  guessFile,
  parseConnection,
  previewRows,
  questionsIn,
} from '#ingest/sources/file/index.ts'
import { FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import { exportFiles } from '../connect/export-files.ts'
import { requestOwner } from '../connect/request-owner.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import { cellText } from '../table.ts'

export interface ConnectOptions {
  name?: string
  force?: boolean
  dryRun?: boolean
}

const previewed = 3

export async function connectFile(ctx: Context, given: readonly string[], options: ConnectOptions): Promise<Outcome> {
  ctx.runtime()
  const found = await exportFiles(given)
  const name = options.name ?? found.name
  const target = join(ctx.projectDir, 'connections', `${name}.yaml`)
  if (existsSync(target) && !options.force && !options.dryRun) throw exists(target)
  const newest = found.paths.at(-1)!
  const guess = await guessFile(newest)
  const files =
    typeof found.files === 'string' ? inProject(ctx, found.files) : found.files.map((path) => inProject(ctx, path))
  const owner = await requestOwner(ctx.projectDir, name)
  const yaml = draftConnection(guess, { name, language: ctx.language, files, owner })
  const connection = parseConnection(yaml, `connections/${name}.yaml`)
  const preview = await previewRows(connection, newest, previewed)
  const zone = connection.time_zone ?? 'UTC'
  if (!options.dryRun) {
    await mkdir(join(ctx.projectDir, 'connections'), { recursive: true })
    await writeFile(target, yaml)
  }
  return {
    result: { connection: target, yaml, preview: preview.rows, bad: preview.bad },
    print: options.dryRun ? [yaml] : [target],
    notes: [
      ...questionsIn(yaml).map((one) => say(`? ${one}`, `? ${one}`)),
      ...preview.rows.map(({ record, row }) => rowText(record, row, zone)),
      ...preview.bad.map(badText),
      ...(await otherwise(connection, found.paths.slice(0, -1))),
    ],
    next: nextStep(relative('.', target), yaml.includes("'?'")),
  }
}

/** As the connection names it: from the project's folder where it lies inside. */
function inProject(ctx: Context, path: string): string {
  const inside = relative(ctx.projectDir, path)
  return inside.startsWith('..') ? path : inside
}

/** Files of the same export that the connection can't read: another year had other columns. */
async function otherwise(connection: FileConnection, paths: readonly string[]): Promise<readonly Text[]> {
  const notes: Text[] = []
  for (const path of paths) {
    const { rows, bad } = await previewRows(connection, path, previewed)
    const [first] = bad
    if (rows.length > 0 || !first) continue
    const { ru, en } = badText(first)
    notes.push(say(`${basename(path)}: ${ru}`, `${basename(path)}: ${en}`))
  }
  return notes
}

const nextStep = (file: string, isOpen: boolean): Text =>
  isOpen
    ? say(
        `впишите в ${file} колонки вместо «?», затем concord run`,
        `write columns in place of each “?” in ${file}, then concord run`,
      )
    : say(
        `посмотрите ${file}, поправьте, если надо, затем concord run`,
        `look at ${file}, correct it if need be, then concord run`,
      )

function rowText(record: string, row: Readonly<Record<string, unknown>>, zone: string): Text {
  const shown = Object.entries(row).filter(([column, value]) => value !== null && column !== 'account')
  const facts = shown.map(([column, value]) => `${column} = ${valueText(column, value, zone)}`).join(' · ')
  return say(`${record}: ${facts}`, `${record}: ${facts}`)
}

/** Micros and milliseconds as a person reads them: the time as it stands in the file. */
function valueText(column: string, value: unknown, zone: string): string {
  if (typeof value === 'bigint' && column.endsWith('_micros')) return (Number(value) / 1e6).toFixed(2)
  if (typeof value === 'number' && column.endsWith('_at')) return localTime(value, zone)
  return cellText(value)
}

/** sv-SE writes 2026-10-31 14:05:00 */
const localTime = (instant: number, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(instant)

const badText = (bad: { line: number; column?: string; message: Text }): Text => {
  const column = (left: string, right: string) => (bad.column ? ` ${left}${bad.column}${right}` : '')
  return say(
    `✗ строка ${bad.line}${column('«', '»')}: ${bad.message.ru}`,
    `✗ line ${bad.line}${column('“', '”')}: ${bad.message.en}`,
  )
}

const exists = (target: string) =>
  new FixConfig({
    code: 'CONNECTION_EXISTS',
    where: target,
    what: say('такое подключение уже есть', 'this connection exists already'),
    hint: say('Другое имя: --name ИМЯ, или перезаписать: --force', 'Another name: --name NAME, or overwrite: --force'),
  })
