import type { Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { bare } from '../compile/fold.ts'
import type { LoadedAgreement } from './loaded.ts'
import { report } from './report.ts'
import type { Path } from './schema-path.ts'
import type { YamlFile } from './yaml-file.ts'

/** A value of a CRM and what the agreement says it means. */
interface Spelling {
  readonly list: string
  readonly value: string
  readonly meaning: string
  readonly path: Path
}

/** One CRM value must not mean two things: leads that carry it would be counted twice. */
export function checkSpellings({ agreement }: LoadedAgreement, yaml: YamlFile): readonly Problem[] {
  const seen = new Map<string, string>()
  const spellings = [...crmValues(agreement), ...stageValues(agreement), ...campaignValues(agreement)]
  return spellings.flatMap(({ list, value, meaning, path }) => {
    const key = `${list} ${bare(value)}`
    const first = seen.get(key) ?? meaning
    seen.set(key, first)
    const what = say(`«${value}» значит и ${first}, и ${meaning}`, `“${value}” means both ${first} and ${meaning}`)
    const hint = say('Оставьте это значение в одном месте', 'Keep this value in one place')
    return first === meaning ? [] : [report('value_twice', yaml.locate(path), what, hint)]
  })
}

type Agreement = LoadedAgreement['agreement']
type Entries = Readonly<Record<string, { readonly crm: readonly string[] } | undefined>>

function crmValues(agreement: Agreement): readonly Spelling[] {
  const lists: readonly (readonly [Path, Entries])[] = [
    [['verdicts', 'values'], agreement.verdicts?.values ?? {}],
    [['reasons', 'reject'], agreement.reasons?.reject ?? {}],
    [['reasons', 'lost'], agreement.reasons?.lost ?? {}],
  ]
  return lists.flatMap(([path, entries]) =>
    Object.entries(entries).flatMap(([id, entry]) =>
      (entry?.crm ?? []).map((value) => ({ list: path.join('.'), value, meaning: id, path: [...path, id, 'crm'] })),
    ),
  )
}

const stageValues = ({ funnel }: Agreement): readonly Spelling[] =>
  funnel.map.flatMap((map, index) =>
    Object.entries(map.stages).map(([crm, { stage, outcome }]) => ({
      list: `stages ${bare(map.source)} ${bare(map.pipeline)}`,
      value: crm,
      meaning: outcome ? `${stage} (${outcome})` : stage,
      path: ['funnel', 'map', index, 'stages', crm],
    })),
  )

const campaignValues = ({ channels }: Agreement): readonly Spelling[] =>
  Object.entries(channels.aliases).flatMap(([channel, campaigns]) =>
    Object.entries(campaigns).flatMap(([campaign, aliases]) =>
      aliases.map((alias) => ({
        list: `aliases ${channel}`,
        value: alias,
        meaning: campaign,
        path: ['channels', 'aliases', channel, campaign],
      })),
    ),
  )
