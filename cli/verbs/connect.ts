import { existsSync, statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, extname, join, relative, resolve } from 'node:path'
import { draftConnection, guessFile, parseConnection, previewRows, questionsIn } from '#ingest/sources/file/index.ts'
import { FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import { cellText } from '../table.ts'

export interface ConnectOptions {
  name?: string
  force?: boolean
  dryRun?: boolean
}

const previewed = 3

export async function connectFile(ctx: Context, path: string, options: ConnectOptions): Promise<Outcome> {
  ctx.runtime()
  const name = options.name ?? nameOf(path)
  const target = join(ctx.projectDir, 'connections', `${name}.yaml`)
  if (existsSync(target) && !options.force && !options.dryRun) throw exists(target)
  if (!statSync(resolve(path), { throwIfNoEntry: false })?.isFile()) throw noFile(path)
  const guess = await guessFile(resolve(path))
  const files = relative(ctx.projectDir, resolve(path))
  const yaml = draftConnection(guess, {
    name,
    language: ctx.language,
    files: files.startsWith('..') ? resolve(path) : files,
  })
  const connection = parseConnection(yaml, `connections/${name}.yaml`)
  const preview = await previewRows(connection, resolve(path), previewed)
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
    ],
    next: nextStep(relative('.', target), yaml.includes("'?'")),
  }
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

/** A Latin name for files and ids, made from the file's own. */
const nameOf = (path: string): string =>
  basename(path, extname(path))
    .toLowerCase()
    .replace(/[а-яё]/g, (letter) => latin[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '') || 'file'

const latin: Readonly<Record<string, string>> = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:sch ъ: ы:y ь: э:e ю:yu я:ya'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
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

const noFile = (path: string) =>
  new FixConfig({
    code: 'NO_FILE',
    where: resolve(path),
    what: say('такого файла нет (или это папка)', 'there is no such file (or it is a folder)'),
    hint: say(
      'Укажите один файл выгрузки; папку или маску (data/*.csv) впишите потом в files: его подключения',
      'Name one file of the export; a folder or a mask (data/*.csv) is written in files: of its connection afterwards',
    ),
  })
