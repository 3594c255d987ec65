import type { Io } from '../../source.ts'
import { type FunnelPlace, fieldWordOf, placeOf } from '../crm/guess.ts'
import type { InspectedField, InspectedPipeline, Inspection } from '../crm/inspection.ts'
import { stageKey } from '../crm/stages.ts'
import { batchRequest, readBatch } from './batch.ts'
import { pipelineOf, semanticsOf } from './dictionaries.ts'
import { rowsIn } from './envelope.ts'
import { leadPipeline } from './ids.ts'
import { rowOf, type WireRow } from './wire-row.ts'

const commands = {
  fields_lead: { method: 'crm.lead.fields', params: {} },
  fields_deal: { method: 'crm.deal.fields', params: {} },
  categories: { method: 'crm.category.list', params: { entityTypeId: 2 } },
  statuses: { method: 'crm.status.list', params: { order: { ENTITY_ID: 'ASC', SORT: 'ASC' } } },
  currency: { method: 'crm.currency.base.get', params: {} },
}

interface Stage {
  readonly id: string
  readonly name: string
  readonly outcome: string
}

/** What a portal holds and how it could be mapped: one request. Errors: those of `io.send`, FixContract of shape. */
export async function inspectPortal(io: Pick<Io<unknown>, 'send'>, portal: string): Promise<Inspection> {
  const { results } = readBatch((await io.send(batchRequest(commands))).json(), Object.keys(commands))
  const fields = [...fieldsIn(results.get('fields_lead')), ...fieldsIn(results.get('fields_deal'))]
  const currency = results.get('currency')
  const stages = stagesByPipeline(rowsIn(results.get('statuses')).map(asRow))
  const pipelines = pipelinesOf(rowsIn(results.get('categories')).map(asRow), stages)
  return {
    account: { id: portal, subdomain: null, currency: typeof currency === 'string' ? currency : null },
    ...{ fields, pipelines, lossReasons: [] },
    proposed: {
      fields: proposedFields(fields),
      stages: Object.fromEntries(pipelines.flatMap(namesOf)),
      funnel: pipelines.map((pipeline) => funnelOf(pipeline, stages.get(pipeline.id) ?? [])),
    },
  }
}

const asRow = (given: unknown): WireRow => rowOf((typeof given === 'object' && given !== null ? given : {}) as never)

/** Fields of one's own only: their names begin with UF_. */
function fieldsIn(given: unknown): readonly InspectedField[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return []
  return Object.entries(given)
    .filter(([id]) => /^uf/i.test(id))
    .map(([id, about]) => {
      const row = asRow(about)
      const items = row.raw('items')
      return {
        ...{ id, code: null, type: row.text('type') },
        name: row.text('formLabel', 'listLabel', 'filterLabel', 'title') ?? id,
        options: items === undefined ? [] : rowsIn(items).flatMap((one) => asRow(one).text('VALUE') ?? []),
      }
    })
}

function stagesByPipeline(rows: readonly WireRow[]): ReadonlyMap<string, readonly Stage[]> {
  const stages = rows.flatMap((row) => {
    const [pipeline, id] = [pipelineOf(row.text('ENTITY_ID') ?? ''), row.text('STATUS_ID')]
    const isDealOrLead = /^(STATUS|DEAL_STAGE)/.test(row.text('ENTITY_ID') ?? '')
    if (pipeline === undefined || id === null || !isDealOrLead) return []
    const sort = Number(row.text('SORT') ?? 0)
    return [{ pipeline, sort, stage: { id, name: row.text('NAME') ?? id, outcome: semanticsOf(row) } }]
  })
  const sorted = stages.toSorted((a, b) => a.sort - b.sort)
  const groups = Map.groupBy(sorted, ({ pipeline }) => pipeline)
  return new Map([...groups].map(([pipeline, list]) => [pipeline, list.map(({ stage }) => stage)]))
}

function pipelinesOf(categories: readonly WireRow[], stages: ReadonlyMap<string, readonly Stage[]>) {
  const named = categories.map((row) => ({ id: row.id(), name: row.text('NAME') ?? row.id() }))
  const all = [{ id: leadPipeline, name: 'Лиды' }, ...named]
  return all.map(({ id, name }): InspectedPipeline => {
    const own = stages.get(id) ?? []
    return { id, name, stages: own.map((stage) => ({ id: stage.id, name: stage.name })) }
  })
}

/** A word may have a field of each object: `region: UF_CRM_LEAD, UF_CRM_DEAL`. */
function proposedFields(fields: readonly InspectedField[]): Readonly<Record<string, string>> {
  const found = new Map<string, Set<string>>()
  for (const { id, name } of fields) {
    const word = fieldWordOf(name)
    if (word) found.set(word, (found.get(word) ?? new Set()).add(id))
  }
  return Object.fromEntries([...found].map(([word, ids]) => [word, [...ids].join(', ')]))
}

const namesOf = ({ id, name, stages }: InspectedPipeline): readonly [string, string][] => [
  [stageKey(id, '*'), name],
  ...stages.map((stage): [string, string] => [stageKey(id, stage.id), stage.name]),
]

/** How a stage ends is known here; where an open one belongs is guessed by its name. */
function funnelOf({ id, name, stages }: InspectedPipeline, known: readonly Stage[]) {
  const outcomes = new Map(known.map((stage) => [stage.id, stage.outcome]))
  let before = 'lead'
  const places = stages.map((stage): [string, FunnelPlace] => {
    const outcome = outcomes.get(stage.id)
    if (outcome === 'failure' || outcome === 'apology') return [stage.name, { stage: before, outcome: 'lost' }]
    const place =
      outcome === 'success' && id !== leadPipeline
        ? placeOf({ id: '142', name: stage.name }, before)
        : placeOf(stage, before)
    if (typeof place === 'string') before = place
    return [stage.name, place]
  })
  return { pipeline: name, stages: Object.fromEntries(places) }
}
