import { parse } from 'yaml'
import * as z from 'zod'
import type { Source } from '#ingest/source.ts'
import type { Text } from '#shared/i18n/text.ts'

/** One line of a connection's `settings:`, as its definition describes it. */
export interface SettingField {
  readonly name: string
  readonly about: Text | undefined
  readonly required: boolean
  /** What holds where nothing is said. */
  readonly byDefault: unknown
  /** Sizes, tables and what has no text of its own: worth a line in the file, not a question. */
  readonly isTuning: boolean
  /** Whether the definition takes this value as it would stand in the YAML. */
  fits(value: unknown): boolean
}

/** The settings that a source knows, in the order of its definition. */
export function settingFields(source: Source): readonly SettingField[] {
  if (!(source.settings instanceof z.ZodObject)) return []
  const shape = source.settings.shape as Readonly<Record<string, z.ZodType>>
  return Object.entries(shape).map(([name, type]) => {
    const about = type.meta()?.about as Text | undefined
    const unsaid = type.safeParse(undefined)
    const fits = (value: unknown) => type.safeParse(value).success
    const byDefault = unsaid.success ? unsaid.data : undefined
    return { name, about, required: !unsaid.success, byDefault, isTuning: !about || isTable(byDefault), fits }
  })
}

const isTable = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'object' && value !== null && !Array.isArray(value))

/** What a typed text means for this setting: itself, a YAML value, or a list by commas; undefined: nothing that fits. */
export function readSetting({ fits }: SettingField, text: string): { readonly value: unknown } | undefined {
  const list = text.split(',').map((part) => part.trim())
  const value = [text, yamlOf(text), list.filter((part) => part !== '')].find(fits)
  return value === undefined ? undefined : { value }
}

function yamlOf(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}
