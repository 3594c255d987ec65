import type { Problem } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { LoadedAgreement } from './loaded.ts'
import { nearest } from './nearest.ts'
import { checkPlanUnits } from './plan-units.ts'
import { report } from './report.ts'
import type { Path } from './schema-path.ts'
import { checkSpellings } from './spellings.ts'
import type { YamlFile } from './yaml-file.ts'

/** What zod cannot see: names that must be known elsewhere in the file. */
export function checkReferences(loaded: LoadedAgreement, yaml: YamlFile): readonly Problem[] {
  return [
    ...checkStages(loaded, yaml),
    ...checkChannels(loaded, yaml),
    ...checkVerdictReasons(loaded, yaml),
    ...checkSpellings(loaded, yaml),
    ...checkClockCalendars(loaded, yaml),
    ...checkPlanUnits(loaded, yaml),
  ]
}

function unknown(code: string, where: string, name: string, known: readonly string[], kind: Text): Problem {
  const meant = nearest(name, known)
  const hint = meant
    ? say(`Возможно, ${meant}`, `Did you mean ${meant}?`)
    : say(`Есть: ${known.join(', ')}`, `Known: ${known.join(', ')}`)
  return report(code, where, say(`${kind.ru} «${name}» не описан`, `${kind.en} “${name}” is not declared`), hint)
}

const stageWord = say('этап', 'the stage')
const channelWord = say('канал', 'the channel')
const reasonWord = say('код причины', 'the reason')

function checkStages({ agreement }: LoadedAgreement, yaml: YamlFile): readonly Problem[] {
  const stages = agreement.funnel.stages.map((stage) => stage.id)
  const at = (path: Path) => yaml.locate(['funnel', ...path])
  const doubled = stages.flatMap((id, index) =>
    stages.indexOf(id) < index
      ? [
          report(
            'stage_twice',
            at(['stages', index]),
            say(`этап «${id}» назван дважды`, `the stage “${id}” stands twice`),
          ),
        ]
      : [],
  )
  const needed = ['lead', 'won'].flatMap((id) =>
    stages.includes(id)
      ? []
      : [
          report(
            'no_stage',
            at(['stages']),
            say(`нет этапа ${id}`, `there is no stage ${id}`),
            say(`Например: {id: ${id}, owner: sales, label: …}`, `For example: {id: ${id}, owner: sales, label: …}`),
          ),
        ],
  )
  const mapped = agreement.funnel.map.flatMap((map, index) =>
    Object.entries(map.stages).flatMap(([crm, { stage }]) =>
      stages.includes(stage) || stage === 'lost'
        ? []
        : [unknown('unknown_stage', at(['map', index, 'stages', crm]), stage, stages, stageWord)],
    ),
  )
  return [
    ...doubled,
    ...needed,
    ...checkHandoff(agreement.funnel.stages.filter((s) => s.handoff).length, at),
    ...mapped,
  ]
}

function checkHandoff(count: number, at: (path: Path) => string): readonly Problem[] {
  if (count === 1) return []
  return [
    report(
      'handoff',
      at(['stages']),
      say(
        `этапов с передачей: ${count}, нужен ровно один`,
        `stages with the hand-off: ${count}, exactly one is needed`,
      ),
      say(
        'Например: {id: sql, owner: sales, handoff: true, …}',
        'For example: {id: sql, owner: sales, handoff: true, …}',
      ),
    ),
  ]
}

function checkChannels({ agreement }: LoadedAgreement, yaml: YamlFile): readonly Problem[] {
  const known = Object.keys(agreement.channels.list)
  const rules = agreement.channels.rules.flatMap(({ channel }, index) =>
    known.includes(channel)
      ? []
      : [unknown('unknown_channel', yaml.locate(['channels', 'rules', index, 'channel']), channel, known, channelWord)],
  )
  const aliases = Object.keys(agreement.channels.aliases).flatMap((channel) =>
    known.includes(channel)
      ? []
      : [unknown('unknown_channel', yaml.locateKey(['channels', 'aliases'], channel), channel, known, channelWord)],
  )
  return [...rules, ...aliases]
}

function checkVerdictReasons({ agreement }: LoadedAgreement, yaml: YamlFile): readonly Problem[] {
  const known = Object.keys(agreement.reasons?.reject ?? {})
  return Object.entries(agreement.verdicts?.values ?? {}).flatMap(([id, verdict]) =>
    (verdict?.reasons ?? []).flatMap((reason, index) =>
      known.includes(reason)
        ? []
        : [
            unknown(
              'unknown_reason',
              yaml.locate(['verdicts', 'values', id, 'reasons', index]),
              reason,
              known,
              reasonWord,
            ),
          ],
    ),
  )
}

function checkClockCalendars({ agreement }: LoadedAgreement, yaml: YamlFile): readonly Problem[] {
  const teams = Object.keys(agreement.calendar ?? {})
  return Object.entries(agreement.sla).flatMap(([id, clock]) => {
    const team = clock.team ?? clock.owner
    if (clock.clock === 'wall' || teams.includes(team)) return []
    return [
      report(
        'no_calendar',
        yaml.locate(['sla', id]),
        say(
          `срок идёт в рабочее время, а календаря команды «${team}» нет`,
          `the clock runs in working time, but the team “${team}” has no calendar`,
        ),
        say(
          `Например: calendar: {${team}: {country: ru, hours: {mon-fri: "09:00-18:00"}}}`,
          `For example: calendar: {${team}: {country: ru, hours: {mon-fri: "09:00-18:00"}}}`,
        ),
      ),
    ]
  })
}
