import { stringify } from 'yaml'
import type { Language, Text } from '#shared/i18n/text.ts'
import { say } from '#shared/i18n/text.ts'
import { hookAbout } from './collect.ts'
import { settingFields } from './fields.ts'
import type { Request } from './request.ts'
import { rolesOf, secretName } from './secrets.ts'

/** A value on one line, quoted only where YAML needs it. */
export const inline = (value: unknown): string =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false, singleQuote: true }).trim()

/** A line with a comment for the person who opens the file; line breaks would end the comment. */
export const commented = (line: string, comment: Text | undefined, language: Language): string =>
  comment ? `${line}  # ${comment[language].replaceAll(/\s+/g, ' ')}` : line

/** The YAML of a connection to a system; `mapping` are further lines, made from what the system has said. */
export function draftSystem(request: Request, language: Language, mapping: readonly string[] = []): string {
  const { source, name, account, since, baseUrl } = request
  const lines = [
    '# yaml-language-server: $schema=./connection.schema.json',
    ...source.about[language].split('\n').map((line) => `# ${line}`),
    `name: ${inline(name)}`,
    `kind: ${source.name}`,
    commented(`account: ${inline(account)}`, source.account, language),
    ...(baseUrl ? [`base_url: ${inline(baseUrl)}`] : []),
    commented(`since: ${since}`, say('с какого дня читать', 'the first day to read'), language),
    ...secretLines(request, language),
    ...settingLines(request, language),
    ...mapping,
  ]
  return `${lines.join('\n')}\n`
}

function secretLines({ source, name, secrets }: Request, language: Language): string[] {
  const lines = rolesOf(source).map((role) => {
    const about = source.secrets[role] ?? hookAbout
    const given = secrets[role]
    return commented(given ? `  ${role}: ${given}` : `  # ${role}: ${secretName(name, role)}`, about, language)
  })
  return [
    commented('secrets:', say('имена; сами значения — в .env', 'names; the values stand in .env'), language),
    ...lines,
  ]
}

/** What was not said stands there as a comment, with its default: the file is also the list of what can be set. */
function settingLines({ source, settings }: Request, language: Language): string[] {
  const isSaid = Object.keys(settings).length > 0
  const lines = settingFields(source).flatMap(({ name, about, byDefault }) => {
    if (Object.hasOwn(settings, name)) return [commented(`  ${name}: ${inline(settings[name])}`, about, language)]
    if (!about) return []
    const value = byDefault === undefined ? '…' : inline(byDefault)
    return [commented(`${isSaid ? '  # ' : '#   '}${name}: ${value}`, about, language)]
  })
  return [isSaid ? 'settings:' : '# settings:', ...lines]
}
