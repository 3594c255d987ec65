import { say, type Text } from '#shared/i18n/text.ts'
import { clockKindText, criterionText, durationText, sideText } from '../describe/values.ts'
import type { Agreement } from '../schema.ts'

interface Named {
  readonly label: Text
}

/** A part that is a list of named things, with the words for what each says. */
interface Part<T extends Named> {
  readonly title: Text
  readonly of: (agreement: Agreement) => Readonly<Record<string, T>>
  readonly says: (item: T) => Text
}

const part = <T extends Named>(title: Text, of: Part<T>['of'], says: Part<T>['says']) => ({ title, of, says })

const clocks = part(
  say('Срок', 'Clock'),
  (it) => it.sla,
  (clock) => {
    const [limit, kind, owner] = [durationText(clock.limit), clockKindText(clock.clock), sideText(clock.owner)]
    return say(`${limit.ru}, ${kind.ru}, ${owner.ru}`, `${limit.en}, ${kind.en}, ${owner.en}`)
  },
)

const criteria = part(say('Критерий SQL', 'SQL criterion'), (it) => it.criteria?.sql ?? {}, criterionText)

const stages = part(
  say('Этап', 'Stage'),
  (it) => Object.fromEntries(it.funnel.stages.map((stage) => [stage.id, stage])),
  (stage) => {
    const owner = sideText(stage.owner)
    return stage.handoff ? say(`${owner.ru}, здесь передача`, `${owner.en}, the hand-off`) : owner
  },
)

const channels = part(
  say('Канал', 'Channel'),
  (it) => it.channels.list,
  (channel) => (channel.paid ? say('платный', 'paid') : say('бесплатный', 'not paid')),
)

const listed = (values: readonly string[]): Text => say(values.join(', '), values.join(', '))

const rejects = part(
  say('Причина отказа', 'Reject reason'),
  (it) => it.reasons?.reject ?? {},
  (it) => listed(it.crm),
)

const losses = part(
  say('Причина проигрыша', 'Lost reason'),
  (it) => it.reasons?.lost ?? {},
  (it) => listed(it.crm),
)

const exclusions = part(
  say('Исключение', 'Exclusion'),
  (it) => it.exclusions ?? {},
  (it) => {
    const rules = Object.entries(it.when ?? {}).map(([subject, values]) => `${subject}: ${(values ?? []).join(', ')}`)
    return listed([...rules, ...(it.duplicate ? ['duplicate'] : [])])
  },
)

/** Parts that people know by name: added, removed and changed things are told by their labels. */
export const diffEntries = (a: Agreement, b: Agreement): readonly Text[] => [
  ...changes(stages, a, b),
  ...changes(criteria, a, b),
  ...changes(exclusions, a, b),
  ...changes(clocks, a, b),
  ...changes(rejects, a, b),
  ...changes(losses, a, b),
  ...changes(channels, a, b),
]

function changes<T extends Named>({ title, of, says }: Part<T>, a: Agreement, b: Agreement): readonly Text[] {
  const [old, now] = [of(a), of(b)]
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((id) => {
    const [was, is] = [old[id], now[id]]
    const name = (is ?? was)!.label
    const [ru, en] = [`${title.ru} «${name.ru}»`, `${title.en} “${name.en}”`]
    if (!was) return [say(`${ru}: добавлено, ${says(is!).ru}`, `${en}: added, ${says(is!).en}`)]
    if (!is) return [say(`${ru}: убрано`, `${en}: removed`)]
    const [before, after] = [says(was), says(is)]
    if (before.ru === after.ru) return []
    return [say(`${ru}: было ${before.ru}; стало ${after.ru}`, `${en}: was ${before.en}; now ${after.en}`)]
  })
}
