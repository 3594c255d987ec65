import * as z from 'zod'
import * as wire from '#ingest/mapping/wire.ts'
import { FixContractError, httpError } from '#shared/errors-http.ts'
import { say } from '#shared/i18n/text.ts'
import type { JsonText } from '#shared/json/read.ts'
import type { Ask, Facts, Io } from '../../source.ts'
import type { SourceConnection } from '../../source-connection.ts'
import { type FieldReader, numberIn, plainNumber } from '../crm/field-reader.ts'
import { batchRequest, type Command, readBatch } from './batch.ts'
import { rowsIn } from './envelope.ts'
import type { Settings } from './settings.ts'
import { plainName, rowOf, type WireRow } from './wire-row.ts'

export type Entity = 'lead' | 'deal'

const known = new Map<string, readonly string[]>()

/** `UF_CRM_1, UF_CRM_2` → both. The same few texts are asked for in every row. */
function idsOf(text: string): readonly string[] {
  const standing = known.get(text)
  if (standing) return standing
  const ids = text.split(/[\s,|]+/).filter((id) => id !== '')
  if (known.size > 1000) known.clear()
  known.set(text, ids)
  return ids
}

/** Fields to ask for besides the standing ones: what is not mapped is not read. A word may name a field of each object. */
export const mappedFields = ({ fields }: Pick<SourceConnection, 'fields'>): readonly string[] =>
  [...new Set(Object.values(fields).flatMap(idsOf))].filter((id) => /^[A-Za-z][\w]*$/.test(id))

/** What is mapped, and fields by their own name; ids of a list are shown as its texts. */
export function fieldsOf(
  row: WireRow,
  entity: Entity,
  { connection, facts }: Pick<Ask<Settings>, 'connection' | 'facts'>,
): FieldReader {
  const shown = (name: string) => {
    const value = row.raw(name)
    const texts = textsOf(facts, entity, name)
    const one = (part: JsonText) => (typeof part === 'string' && texts ? optionIn(texts, part) : part)
    return value === undefined ? null : rowOf({ [name]: Array.isArray(value) ? value.map(one) : one(value) }).text(name)
  }
  const first = (names: readonly string[]) => {
    for (const name of names) {
      const text = shown(name)
      if (text !== null) return text
    }
    return null
  }
  const mapped = (words: readonly string[]) => {
    for (const word of words) {
      const text = first(idsOf(connection.fields[word] ?? ''))
      if (text !== null) return text
    }
    return null
  }
  const text: FieldReader['text'] = (...words) => withoutCurrency(mapped(words))
  return {
    text,
    byCode: (...codes) => first(codes),
    isThere(word) {
      const ids = idsOf(connection.fields[word] ?? '')
      return ids.length === 0 || ids.some((id) => row.has(id))
    },
    number: (word) => numberIn(text(word)),
    money: (...words) => {
      const plain = plainNumber(text(...words))
      return plain === null ? null : wire.money(words[0]!, plain)
    },
    currency: (...words) => currencyIn.exec(mapped(words) ?? '')?.[1] ?? null,
    instant: (word) => wire.instant(word, text(word)),
  }
}

/** An option that was deleted leaves its number behind: that is no value, and least of all another one. */
function optionIn(texts: Readonly<Record<string, string>>, part: string): string | null {
  if (Object.hasOwn(texts, part)) return texts[part]!
  return /^\d+$/.test(part) && Object.keys(texts).length > 0 ? null : part
}

function textsOf(facts: Facts, entity: Entity, name: string): Readonly<Record<string, string>> | undefined {
  const lists = facts[entity] as Readonly<Record<string, Readonly<Record<string, string>>>> | undefined
  return lists && Object.hasOwn(lists, plainName(name)) ? lists[plainName(name)] : undefined
}

const currencyIn = /\|([A-Z]{3})$/

/** `1000.50|RUB` is a sum of money. */
const withoutCurrency = (text: string | null): string | null => text?.replace(currencyIn, '') ?? null

const list = z.record(z.string(), z.unknown())

/** Names of the sources of leads, and the texts of the lists among the mapped fields. One request. */
export async function readFacts(io: Io<Settings>): Promise<Facts> {
  const wanted = new Set(mappedFields(io.connection).map(plainName))
  const commands: Record<string, Command> = {
    sources: { method: 'crm.status.list', params: { filter: { ENTITY_ID: 'SOURCE' } } },
    ...(wanted.size > 0 ? { lead: { method: 'crm.lead.fields', params: {} } } : {}),
    ...(wanted.size > 0 ? { deal: { method: 'crm.deal.fields', params: {} } } : {}),
  }
  const response = await io.send(batchRequest(commands))
  const { results } = readBatch(response.json(), Object.keys(commands))
  const facts = (entity: Entity) => (results.has(entity) ? { [entity]: listsIn(results.get(entity), wanted) } : {})
  try {
    const rows = rowsIn(results.get('sources')).map((row) => rowOf(list.parse(row) as never))
    const named = rows.map((row) => [row.text('STATUS_ID') ?? '', row.text('NAME') ?? ''] as const)
    return { sources: Object.fromEntries(named.filter(([id]) => id !== '')), ...facts('lead'), ...facts('deal') }
  } catch (error) {
    if (error instanceof FixContractError) throw error
    throw unreadable(io.connection.name)
  }
}

/** Of `crm.*.fields`: field → id of an item → its text. */
export function listsIn(fields: unknown, wanted: ReadonlySet<string>): Record<string, Record<string, string>> {
  const found: Record<string, Record<string, string>> = {}
  for (const [name, field] of Object.entries(list.parse(fields))) {
    const items = list.safeParse(field).data?.items
    if (!wanted.has(plainName(name)) || typeof items !== 'object' || items === null) continue
    const rows = rowsIn(items).map((row) => rowOf(list.parse(row) as never))
    found[plainName(name)] = Object.fromEntries(
      rows.map((row) => [row.text('ID', 'VALUE') ?? '', row.text('VALUE', 'NAME') ?? '']),
    )
  }
  return found
}

const unreadable = (who: string) =>
  httpError('FixContract', {
    who,
    code: 'SHAPE',
    what: say('Справочники портала не читаются.', "The portal's dictionaries can't be read."),
    hint: say(
      'Запустите ещё раз; если повторится, покажите разработчикам.',
      'Run it again; if it stays, show it to the developers.',
    ),
  })
