import type { Language } from '#shared/i18n/text.ts'
import { say } from '#shared/i18n/text.ts'
import type { RecordName } from '#shared/records/index.ts'
import type { ColumnGuess } from './columns.ts'
import { inline, oneLine, withQuestion } from './draft-line.ts'
import type { Guess, Proposal } from './guess.ts'

/** Whose the requests are that a file speaks of: a number means the same request only within one source and account. */
export interface Owner {
  readonly source: string
  readonly account: string
}

/** Of events of requests that are read from elsewhere. */
export function sourceLines(proposals: readonly Proposal[], owner: Owner | undefined, language: Language): string[] {
  const isOfOthers = ({ record, columns }: Proposal) =>
    ofOthers.has(record) && owners.some((name) => typeof columns[name] === 'string')
  if (!proposals.some(isOfOthers) || proposals.some(({ record }) => record === 'lead' || record === 'deal')) return []
  if (!owner) return [withQuestion('# source: crm', unknownOwner, language)]
  return [withQuestion(`source: ${owner.source}`, knownOwner, language), `account: ${inline(owner.account)}`]
}

const unknownOwner = say(
  'проверьте: впишите source и account подключения, которое читает сами заявки и сделки, иначе эти строки ни к кому не отнести',
  'check: write the source and account of the connection that reads the requests and sales themselves, else these rows belong to nobody',
)
const knownOwner = say(
  'проверьте: номера заявок и сделок те же, что у этого подключения',
  'check: requests and sales have the same numbers as those of this connection',
)

const owners = ['lead_id', 'deal_id', 'entity_id', 'contact_id']
const ofOthers: ReadonlySet<RecordName> = new Set(['activity', 'stage_change', 'verdict', 'payment', 'lead_field'])

/** The columns that nothing takes, and why where that isn't plain. */
export function restLines(guess: Guess, proposals: readonly Proposal[], language: Language): string[] {
  const used = JSON.stringify(proposals)
  const rest = guess.columns.filter(({ name, role }) => role !== 'person' && !used.includes(JSON.stringify(name)))
  if (rest.length === 0) return []
  const names = (columns: readonly ColumnGuess[]) => columns.map(({ name }) => oneLine(name)).join(', ')
  const scaled = rest.filter(({ isScaled }) => isScaled)
  const periods = rest.filter(({ isPeriod }) => isPeriod)
  return [
    `# ${say('Колонки, которые пока не взяты', 'Columns not taken yet')[language]}: ${names(rest)}`,
    ...(scaled.length > 0 ? [`# ? ${scaledNote[language]}: ${names(scaled)}`] : []),
    ...(periods.length > 0 ? [`# ? ${periodNote[language]}: ${names(periods)}`] : []),
  ]
}

const scaledNote = say(
  'Суммы в тысячах, миллионах или миллионных долях не берутся: пересчитайте их в файле в рубли',
  'Amounts in thousands, millions or millionths are not taken: write them in whole units in the file',
)

const periodNote = say(
  'Проверьте: строки за несколько дней, а не за день. Выгрузите отчёт по дням',
  'Check: rows of several days, not of one. Export the report by day',
)
