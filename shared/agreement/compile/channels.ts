import type { LoadedAgreement } from '../load.ts'
import type { AgreementRow } from '../tables.ts'
import { fold, labelled } from './fold.ts'

type Channels = LoadedAgreement['agreement']['channels']
type Rule = Channels['rules'][number]
type Test = NonNullable<Rule['when'][keyof Rule['when']]>

interface Condition {
  readonly field: string
  readonly op: string
  readonly value: string | null
}

/** dim_channel */
export const channelRows = ({ name, agreement }: LoadedAgreement): AgreementRow[] =>
  Object.entries(agreement.channels.list).map(([id, channel], index) => ({
    agreement: name,
    channel: id,
    position: index + 1,
    is_paid: channel.paid,
    is_brand: channel.brand,
    ...labelled(channel.label),
  }))

/** The ways in which one field may satisfy a rule; any of them is enough. */
function alternatives(field: string, test: Test): readonly Condition[] {
  if (Array.isArray(test)) return test.map((value) => ({ field, op: 'equals', value: fold(value) }))
  if ('regexp' in test) return [{ field, op: 'regexp', value: test.regexp }]
  if ('present' in test) return [{ field, op: test.present ? 'present' : 'absent', value: null }]
  const [op, values] = 'starts_with' in test ? ['starts_with', test.starts_with] : ['contains', test.contains]
  return values.map((value) => ({ field, op, value: fold(value) }))
}

const everything: Condition = { field: 'source', op: 'present', value: null }

/** All combinations of the alternatives: each is one position of the table, where every row must match. */
function combinations(rule: Rule): readonly (readonly Condition[])[] {
  const fields = Object.entries(rule.when) as [string, Test][]
  if (fields.length === 0) return [[everything]]
  return fields.reduce<readonly (readonly Condition[])[]>(
    (all, [field, test]) => all.flatMap((chosen) => alternatives(field, test).map((one) => [...chosen, one])),
    [[]],
  )
}

const escaped = (text: string): string => fold(text).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A brand word in any of the agreed fields makes the same match a brand match, so it is tried first. */
function brandVariants(channels: Channels, conditions: readonly Condition[]): readonly (readonly Condition[])[] {
  if (!channels.brand) return []
  const value = channels.brand.words.map(escaped).join('|')
  return channels.brand.fields.map((field) => [...conditions, { field, op: 'regexp', value }])
}

/** agr_channel_rule */
export function channelRuleRows({ name, agreement }: LoadedAgreement): AgreementRow[] {
  const { channels } = agreement
  const steps = channels.rules.flatMap((rule) =>
    combinations(rule).flatMap((conditions) => {
      const isBrand = rule.brand || channels.list[rule.channel]!.brand
      const plain = { channel: rule.channel, conditions, isBrand }
      const brand = isBrand
        ? []
        : brandVariants(channels, conditions).map((variant) => ({ ...plain, conditions: variant, isBrand: true }))
      return [...brand, plain]
    }),
  )
  return steps.flatMap(({ channel, conditions, isBrand }, index) =>
    conditions.map((condition) => ({
      agreement: name,
      position: index + 1,
      channel,
      ...condition,
      is_brand: isBrand,
    })),
  )
}

/** agr_campaign_alias */
export const aliasRows = ({ name, agreement }: LoadedAgreement): AgreementRow[] =>
  Object.entries(agreement.channels.aliases).flatMap(([channel, campaigns]) =>
    Object.entries(campaigns).flatMap(([campaign, aliases]) =>
      aliases.map((alias) => ({ agreement: name, channel, alias: fold(alias), campaign })),
    ),
  )
