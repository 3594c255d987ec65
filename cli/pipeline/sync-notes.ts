import { quarantineTexts } from '#ingest/sources/file/index.ts'
import type { FileSummary, SyncSummary } from '#ingest/summary.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Lake } from '#shared/lake/lake.ts'

type Code = keyof typeof quarantineTexts

/** A row as the quarantine keeps it. */
interface KeptRow {
  readonly code: string
  readonly column: string | null
  readonly line: number
  /** In English; column names stand in it in quotes. */
  readonly message: string
}

/** What a sync read, in a line per connection and one per reason of quarantine: good + quarantined + … = read. */
export async function summaryNotes(summary: SyncSummary, lake: Lake): Promise<Text[]> {
  const { read, good, quarantined, filtered, duplicate } = summary.total
  const tail = (ru: string, en: string, count: number): Text =>
    count > 0 ? say(` + ${count} ${ru}`, ` + ${count} ${en}`) : say('', '')
  const q = tail('в карантине', 'quarantined', quarantined)
  const f = tail('отфильтровано', 'filtered', filtered)
  const d = tail('дублей', 'duplicate', duplicate)
  const line = say(
    `[${summary.connection}] прочитано ${read} = ${good} хороших${q.ru}${f.ru}${d.ru}`,
    `[${summary.connection}] read ${read} = ${good} good${q.en}${f.en}${d.en}`,
  )
  const files = await Promise.all(summary.files.map((file) => fileNotes(file, lake)))
  return [line, ...files.flat(), ...emptyNotes(summary)]
}

async function fileNotes(file: FileSummary, lake: Lake): Promise<Text[]> {
  const codes = Object.entries(file.codes) as [Code, number][]
  if (codes.length === 0) return []
  const rows = await keptRows(file, lake)
  const { problem } = file
  const reasons = codes.flatMap(([code, count]) => {
    const first = rows.find((row) => row.code === code)
    const { ru, en } = placeOf(first)
    const about = problem?.code === code ? problem.what : aboutOf(code, first)
    const line = say(
      `  ⚠ ${file.name}${ru}: ${about.ru} Таких строк: ${count} (${code})`,
      `  ⚠ ${file.name}${en}: ${about.en} Rows like this: ${count} (${code})`,
    )
    return problem?.code === code ? [line, ...nextStep(problem.hint)] : [line]
  })
  const isTold = problem && codes.some(([code]) => code === problem.code)
  const all = file.quarantine
    ? [say(`    → Все строки: lake/${file.quarantine}`, `    → All rows: lake/${file.quarantine}`)]
    : []
  return [...reasons, ...(isTold ? [] : nextStep(problem?.hint)), ...all]
}

const nextStep = (hint: Text | undefined): Text[] => (hint ? [say(`    → ${hint.ru}`, `    → ${hint.en}`)] : [])

function aboutOf(code: Code, row: KeptRow | undefined): Text {
  const names =
    code === 'MISSING_COLUMN' ? [...(row?.message ?? '').matchAll(/"([^"]+)"/g)].map(([, name]) => name!) : []
  if (names.length === 0) return quarantineTexts[code]
  return say(`В файле нет колонок: ${names.map((name) => `«${name}»`).join(', ')}.`, row!.message)
}

function placeOf(row: KeptRow | undefined): Text {
  if (!row) return say('', '')
  const column = (left: string, right: string) => (row.column ? ` ${left}${row.column}${right}` : '')
  return say(`, строка ${row.line}${column('«', '»')}`, `, line ${row.line}${column('“', '”')}`)
}

async function keptRows({ quarantine }: FileSummary, lake: Lake): Promise<readonly KeptRow[]> {
  const stored = quarantine ? await lake.get(quarantine) : undefined
  if (!stored) return []
  const lines = Buffer.from(stored.bytes).toString('utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as KeptRow)
}

/** An export that came empty erases nothing: that must be seen. */
function emptyNotes({ connection, total, records, files }: SyncSummary): Text[] {
  const kept = Object.values(records).reduce((sum, record) => sum + record.rows, 0)
  if (total.read > 0 || files.length === 0) return []
  if (kept === 0) return [say('  ⚠ строк с данными нет', '  ⚠ no rows of data')]
  return [
    say(
      `  ⚠ строк с данными нет; прежние записи (${kept}) остались. Стереть: concord sync --select ${connection} --full-refresh`,
      `  ⚠ no rows of data; the earlier records (${kept}) stay. To erase: concord sync --select ${connection} --full-refresh`,
    ),
  ]
}

/** Connections that were removed or renamed, while what they brought still counts. */
export function orphanNotes(inLake: readonly string[], connected: readonly string[]): Text[] {
  return inLake
    .filter((name) => !connected.includes(name))
    .map((name) =>
      say(
        `⚠ [${name}] подключения больше нет, а его данные всё ещё считаются. Убрать: concord forget ${name} --yes`,
        `⚠ [${name}] is connected no more, yet its data still counts. To remove it: concord forget ${name} --yes`,
      ),
    )
}
