import type { Inspection } from '#ingest/sources/crm/inspection.ts'
import { fold } from '#shared/agreement/compile/fold.ts'
import { stageMapRows } from '#shared/agreement/compile/funnel.ts'
import type { LoadedAgreement } from '#shared/agreement/load.ts'
import { type Language, say } from '#shared/i18n/text.ts'
import { commented, inline } from './draft.ts'

/** A stage as it stands in the records. */
export interface StagePlace {
  readonly pipeline: string
  readonly stage: string
}

export interface Mapping {
  /** Further lines of the connection's YAML. */
  readonly lines: readonly string[]
  /** Words that the agreement or the report asks for and for which no field was found. */
  readonly missingWords: readonly string[]
  /** Stages that the agreement's `funnel: map:` does not know. */
  readonly unmapped: readonly StagePlace[]
}

/** What the report can use besides the agreement's own criteria. */
const usefulWords = ['client_id', 'verdict', 'reason', 'cost']

/** The fields and stages that were found, as lines to look through, and what is left for a person to do. */
export function mappingOf(
  inspection: Inspection,
  source: string,
  agreement: LoadedAgreement | undefined,
  language: Language,
): Mapping {
  const missingWords = wantedWords(agreement).filter((word) => inspection.proposed.fields[word] === undefined)
  const places = inspection.pipelines.flatMap(({ name, stages }) =>
    stages.map((stage) => ({ pipeline: name, stage: stage.name })),
  )
  const unmapped = agreement ? unmappedStages(agreement, source, places) : places
  const lines = [
    ...fieldLines(inspection, missingWords, language),
    ...stageLines(inspection, language),
    ...funnelLines(inspection, source, agreement, unmapped, language),
  ]
  return { lines, missingWords, unmapped }
}

export const wantedWords = (agreement: LoadedAgreement | undefined): readonly string[] => {
  const criteria = Object.values(agreement?.agreement.criteria?.sql ?? {}).map(({ field }) => field)
  return [...new Set([...criteria, ...usefulWords])]
}

/** Those that the agreement maps neither for this source and pipeline nor for all. Compared as the build does it. */
export function unmappedStages(
  agreement: LoadedAgreement,
  source: string,
  places: readonly StagePlace[],
): readonly StagePlace[] {
  const rows = stageMapRows(agreement).filter((row) => row.source === '*' || row.source === source)
  const isMapped = ({ pipeline, stage }: StagePlace) =>
    rows.some((row) => row.crm_stage === fold(stage) && (row.pipeline === '*' || row.pipeline === fold(pipeline)))
  return places.filter((place) => !isMapped(place))
}

function fieldLines({ fields, proposed }: Inspection, missing: readonly string[], language: Language): string[] {
  const named = new Map(
    fields.map(({ id, name, options }) => [id, options.length > 0 ? `${name}: ${listed(options)}` : name]),
  )
  const titles = (ids: string) =>
    ids
      .split(', ')
      .map((id) => named.get(id) ?? id)
      .join(' · ')
  const found = Object.entries(proposed.fields).map(([word, id]) => `  ${word}: ${inline(id)}  # ${plain(titles(id))}`)
  const used = new Set(Object.values(proposed.fields).flatMap((ids) => ids.split(', ')))
  const rest = fields.filter(({ id }) => !used.has(id))
  const head = say('проверьте: наше слово → их поле', 'check: our word → their field')
  return [
    commented(found.length > 0 ? 'fields:' : '# fields:', head, language),
    ...found,
    ...missing.map((word) => commented(`  # ${word}: …`, say('поле не найдено', 'no field was found'), language)),
    ...(rest.length > 0 ? [`  # ${say('остальные поля', 'the other fields')[language]}:`] : []),
    ...rest.map(({ id, name }) => `  #   ${id}  ${plain(name)}`),
  ]
}

const mostOptions = 6
const listed = (options: readonly string[]) =>
  options.slice(0, mostOptions).join(', ') + (options.length > mostOptions ? ', …' : '')

/** Of the system's own words: nothing in them may end the comment. */
const plain = (text: string) => text.replaceAll(/\s+/g, ' ')

function stageLines({ proposed }: Inspection, language: Language): string[] {
  const head = say(
    'их воронка/этап → имя в записях; останется таким, если в CRM переименуют',
    'their pipeline/stage → its name in the records; stays when the CRM renames it',
  )
  const lines = Object.entries(proposed.stages).map(([key, name]) => `  ${inline(key)}: ${inline(name)}`)
  return lines.length === 0 ? [] : [commented('stages:', head, language), ...lines]
}

/** The agreement is signed by people: what it lacks is proposed here and put there by hand. */
function funnelLines(
  { proposed }: Inspection,
  source: string,
  agreement: LoadedAgreement | undefined,
  unmapped: readonly StagePlace[],
  language: Language,
): string[] {
  if (unmapped.length === 0) return []
  const known = new Set(agreement?.agreement.funnel.stages.map(({ id }) => id))
  const file = agreement ? `agreement/${agreement.name}.yaml` : 'agreement/'
  const head = say(
    `этапов, которых нет в ${file}: ${unmapped.length}. Проверьте и перенесите в funnel: map: соглашения`,
    `stages that ${file} does not know: ${unmapped.length}. Check them and move them to funnel: map: of the agreement`,
  )
  const blocks = proposed.funnel.flatMap(({ pipeline, stages }) => {
    const own = Object.entries(stages).filter(([stage]) =>
      unmapped.some((one) => one.pipeline === pipeline && one.stage === stage),
    )
    if (own.length === 0) return []
    return [
      `#   - source: ${inline(source)}`,
      `#     pipeline: ${inline(pipeline)}`,
      '#     stages:',
      ...own.map(([stage, place]) => `#       ${inline(stage)}: ${inline(place)}${strange(place, known, language)}`),
    ]
  })
  return [`# ${head[language]}`, ...blocks]
}

function strange(place: string | { readonly stage: string }, known: ReadonlySet<string>, language: Language): string {
  const stage = typeof place === 'string' ? place : place.stage
  if (known.size === 0 || known.has(stage)) return ''
  return `  # ${say('такого этапа в соглашении нет', 'the agreement has no such stage')[language]}`
}
