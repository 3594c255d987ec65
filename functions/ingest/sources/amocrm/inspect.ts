import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import type { Io } from '../../source.ts'
import { type FunnelPlace, fieldWordOf, placeOf } from '../crm/guess.ts'
import type { InspectedField, InspectedPipeline, Inspection } from '../crm/inspection.ts'
import { stageKey } from '../crm/stages.ts'
import { namedRow, pipelineRow } from './dictionaries.ts'
import { accountRequest } from './settings.ts'
import { bag, list } from './shapes.ts'

const account = z.looseObject({ id: wire.id, subdomain: wire.text.optional(), currency: wire.text.optional() })
const fieldRow = namedRow.extend({
  code: wire.text.optional(),
  type: wire.text.optional(),
  enums: list(z.looseObject({ value: wire.text.optional() })),
})
const mostPages = 40

/** What an account holds and how it could be mapped. Asks only; errors: those of `io.send`, FixData of shape. */
export async function inspectAccount(io: Pick<Io<unknown>, 'send'>): Promise<Inspection> {
  const { id, subdomain = null, currency = null } = account.parse((await io.send(accountRequest)).json())
  const pipelines = (await listed(io, 'leads/pipelines', 'pipelines', pipelineRow)).map(pipelineOf)
  const fields = (await listed(io, 'leads/custom_fields', 'custom_fields', fieldRow)).map(fieldOf)
  const reasons = await listed(io, 'leads/loss_reasons', 'loss_reasons', namedRow)
  return {
    account: { id, subdomain, currency },
    ...{ fields, pipelines, lossReasons: reasons.flatMap(({ name }) => name ?? []) },
    proposed: { fields: proposedFields(fields), stages: proposedStages(pipelines), funnel: proposedFunnel(pipelines) },
  }
}

async function listed<R>(
  io: Pick<Io<unknown>, 'send'>,
  path: string,
  name: string,
  row: z.ZodType<R>,
): Promise<readonly R[]> {
  const rows: R[] = []
  const envelope = z.looseObject({
    _embedded: z.looseObject({ [name]: list(row) }).or(z.array(z.unknown()).max(0)),
    _links: bag(z.looseObject({ next: z.unknown().optional() })),
  })
  for (let page = 1; page <= mostPages; page++) {
    const response = await io.send({
      method: 'GET',
      path: `api/v4/${path}`,
      query: { limit: '50', page: String(page) },
    })
    if (response.status === 204) return rows
    const { _embedded, _links } = envelope.parse(response.json())
    const found = Array.isArray(_embedded) ? [] : (_embedded[name] as readonly R[])
    rows.push(...found)
    if (found.length === 0 || (_links ? !_links.next : found.length < 50)) return rows
  }
  return rows
}

const pipelineOf = ({ id, name, _embedded }: z.output<typeof pipelineRow>): InspectedPipeline => ({
  id,
  name: name ?? id,
  stages: (_embedded?.statuses ?? []).map((stage) => ({ id: stage.id, name: stage.name ?? stage.id })),
})

const fieldOf = ({ id, name, code = null, type = null, enums }: z.output<typeof fieldRow>): InspectedField => ({
  ...{ id, name: name ?? id, code, type },
  options: enums.flatMap(({ value }) => value ?? []),
})

/** Each word once: the first field that fits it. Marks of a visit are read by their codes and need no mapping. */
function proposedFields(fields: readonly InspectedField[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const { id, name, type } of fields) {
    const word = type === 'tracking_data' ? undefined : fieldWordOf(name)
    if (word) found[word] ??= id
  }
  return found
}

const proposedStages = (pipelines: readonly InspectedPipeline[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    pipelines.flatMap(({ id, name, stages }) => [
      [stageKey(id, '*'), name],
      ...stages.map((stage): [string, string] => [stageKey(id, stage.id), stage.name]),
    ]),
  )

const proposedFunnel = (pipelines: readonly InspectedPipeline[]) =>
  pipelines.map(({ name, stages }) => {
    let before = 'lead'
    const places = stages.map((stage): [string, FunnelPlace] => {
      const place = placeOf(stage, before)
      if (typeof place === 'string') before = place
      return [stage.name, place]
    })
    return { pipeline: name, stages: Object.fromEntries(places) }
  })
