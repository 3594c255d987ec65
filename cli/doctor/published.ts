import { readBlocked } from '#aggregate/blocked.ts'
import { models } from '#aggregate/models/index.ts'
import { openPublished, readPublished } from '#aggregate/published.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Runtime } from '#shared/runtime.ts'
import type { LocalRuntime } from '#shared/runtime-local.ts'
import { heldNote, staleNote } from '../pipeline/stale.ts'
import { type Finding, fine } from './checks.ts'
import { readableConnections, type SourceRow, sourceLine } from './source-lines.ts'

/** Whether a newer build was kept back by its checks. */
export async function checkBlocked(rt: Pick<Runtime, 'lake'>): Promise<Finding[]> {
  const blocked = await readBlocked(rt)
  if (!blocked) return []
  const mend = say(
    'Исправьте данные или соглашение, затем: concord run',
    'Correct the data or the agreement, then: concord run',
  )
  const isPublished = (await readPublished(rt)) !== undefined
  return [{ ok: false, what: isPublished ? staleNote(blocked) : heldNote(blocked), mend }]
}

/** The check's own sentence and how many rows it found. */
function checkText(name: string, rows: number): Text {
  const { ru, en } = models.find((model) => model.name === name)?.about ?? say(name, name)
  return say(`${ru}, строк: ${rows}`, `${en}, rows: ${rows}`)
}

/** What the published build says of its own sources and checks. */
export async function checkPublished(rt: LocalRuntime): Promise<Finding[]> {
  const current = await readPublished(rt)
  if (!current) {
    return [
      {
        ok: false,
        what: say('Ещё ничего не опубликовано', 'Nothing is published yet'),
        mend: say('concord run', 'concord run'),
      },
    ]
  }
  const connections = await readableConnections(rt.projectDir)
  const published = await openPublished(rt)
  try {
    const { rows } = await published.query(
      'select source, account, record, newest_date, status from fct_health order by source asc, account asc, record asc',
    )
    return [
      fine(
        `Опубликована сборка ${current.build}, данные на ${current.as_of}`,
        `Published build ${current.build}, data as of ${current.as_of}`,
      ),
      ...(rows as unknown as readonly SourceRow[]).map((row) => sourceLine(row, connections)),
      ...current.checks
        .filter(({ rows }) => rows > 0)
        .map(({ name, rows }) => ({
          ok: false,
          what: checkText(name, rows),
          mend: say(`concord query "select * from ${name}"`, `concord query "select * from ${name}"`),
        })),
    ]
  } finally {
    await published.close()
  }
}
