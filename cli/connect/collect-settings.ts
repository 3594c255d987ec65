import type { Source } from '#ingest/source.ts'
import { FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Asker } from './ask.ts'
import { readSetting, type SettingField, settingFields } from './fields.ts'
import type { Missing } from './missing.ts'
import { pairsOf } from './pairs.ts'
import type { ConnectSystemOptions } from './request.ts'

/** The settings that were said by flags or are asked for; what is needed and can't be asked is noted as missing. */
export async function settingsOf(
  source: Source,
  options: ConnectSystemOptions,
  { asker }: { readonly asker: Asker | undefined },
  missing: Missing[],
) {
  const fields = settingFields(source)
  const given = pairsOf(
    '--set',
    options.set,
    fields.map(({ name }) => name),
  )
  const settings: Record<string, unknown> = {}
  for (const field of fields) {
    const text = given[field.name]
    if (text !== undefined) settings[field.name] = checked(field, text)
    else if (asker && !field.isTuning) {
      const answer = await answerTo(field, asker)
      if (answer) settings[field.name] = answer.value
    } else if (field.required) missing.push({ flag: `--set ${field.name}=…`, about: aboutOf(field) })
  }
  return settings
}

const aboutOf = ({ name, about }: SettingField): Text => about ?? say(name, name)

function checked(field: SettingField, text: string): unknown {
  const read = readSetting(field, text)
  if (read) return read.value
  const about = aboutOf(field)
  throw new FixConfig({
    code: 'BAD_SETTING',
    what: say(`--set ${field.name}: «${text}» не годится`, `--set ${field.name}: "${text}" does not fit`),
    hint: about,
  })
}

/** Until it fits; Enter keeps the default. */
async function answerTo(field: SettingField, asker: Asker): Promise<{ readonly value: unknown } | undefined> {
  for (;;) {
    const text = await asker.ask(question(field.name, aboutOf(field), field))
    if (text === '' && !field.required) return undefined
    const read = text === '' ? undefined : readSetting(field, text)
    if (read) return read
    asker.tell(say('  ✗ так не годится, попробуйте ещё раз', '  ✗ this does not fit, please try again'))
  }
}

export function question(name: string, about: Text, field?: SettingField): Text {
  const byDefault = field && !field.required ? shown(field.byDefault) : undefined
  const enter = byDefault === undefined ? say('', '') : say(` [Enter: ${byDefault}]`, ` [Enter: ${byDefault}]`)
  return say(`${name}: ${about.ru}${enter.ru}\n  > `, `${name}: ${about.en}${enter.en}\n  > `)
}

const shown = (value: unknown): string =>
  value === undefined || (Array.isArray(value) && value.length === 0) ? '—' : String(value)
