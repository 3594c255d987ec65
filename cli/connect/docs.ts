import type { ResourceDefinition, Source } from '#ingest/source.ts'
import { sources } from '#ingest/sources/index.ts'
import { type Language, say, type Text } from '#shared/i18n/text.ts'
import { inline } from './draft.ts'
import { type SettingField, settingFields } from './fields.ts'
import { firstSentence, tokenGuides } from './guides.ts'

const made = say(
  '<!-- Сделано из определений: node cli/connect/write-docs.ts. Руками не править. -->',
  '<!-- Made from the definitions: node cli/connect/write-docs.ts. Not to be edited by hand. -->',
)

const intro = say(
  `# Подключения к системам

*[In English](connectors.md)*

\`concord connect <система>\` спросит всё, что нужно, сохранит ключи в \`.env\`, проверит их первым запросом и запишет \`connections/<имя>.yaml\`. Без терминала то же самое говорят ключами: \`--set имя=значение\`, \`--secret роль=ИМЯ\` (под каким именем ключ лежит в \`.env\` или в окружении), \`--secret-file роль=путь\`. Потом \`concord sync\` читает новое и то, что система могла исправить, а \`concord doctor\` следит за ключами, свежестью и полями.

Окно «дни» значит: последние дни читаются заново в каждом запуске и заменяются целиком. «Изменения» — читается то, что изменилось после прошлого раза. «Целиком» — справочник читается весь.`,
  `# Connecting systems

*[По-русски](connectors.ru.md)*

\`concord connect <system>\` asks for what it needs, keeps the keys in \`.env\`, tries them with a first request and writes \`connections/<name>.yaml\`. Without a terminal the same is said by flags: \`--set name=value\`, \`--secret role=NAME\` (the name that holds the key in \`.env\` or in the environment), \`--secret-file role=path\`. Then \`concord sync\` reads what is new and what the system may have corrected, and \`concord doctor\` watches keys, freshness and fields.

The window "days" means: the last days are read again in every run and replaced whole. "Changes": what has changed since the last time is read. "Whole": a dictionary is read in full.`,
)

/** The page of all connectors in one language. */
export function connectorsPage(language: Language): string {
  const all = Object.values(sources)
  const contents = all.map(({ name, about }) => `- [${name}](#${name}): ${firstSentence(about[language])}`).join('\n')
  return `${[made[language], intro[language], contents, ...all.map((source) => chapter(source, language))].join('\n\n')}\n`
}

const titles = {
  key: say('Где взять ключ', 'Where to get the key'),
  reads: say('Что читает', 'What it reads'),
  settings: say('Настройки', 'Settings'),
  secrets: say('Секреты', 'Secrets'),
  limits: say('Пределы', 'Limits'),
  docs: say('Документация системы', "The system's own documentation"),
}

function chapter(source: Source, language: Language): string {
  const { name, about, docs } = source
  const guide = tokenGuides[name]
  const title = (text: Text) => `**${text[language]}.**`
  return [
    `## ${name}`,
    `${about[language]}${/[.!]$/.test(about[language]) ? '' : '.'}`,
    ...(guide ? [guide[language]] : []),
    `${title(titles.reads)}\n\n${readsTable(source, language)}`,
    `${title(titles.settings)}\n\n${settingsTable(source, language)}`,
    `${title(titles.secrets)} ${secretsLine(source, language)}`,
    `${title(titles.limits)} ${limits(source, language)}`,
    `${title(titles.docs)} ${Object.entries(docs)
      .map(([what, url]) => `[${what}](${url})`)
      .join(' · ')}`,
  ].join('\n\n')
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

function readsTable({ resources }: Source, language: Language): string {
  const head = [say('Ресурс', 'Resource'), say('Что', 'What'), say('Записи', 'Records'), say('Окно', 'Window')]
  const rows = Object.entries(resources).map(([name, { about, records, window }]) => [
    `\`${name}\``,
    about[language],
    records.map((record) => `\`${record}\``).join(', '),
    windowText(window)[language],
  ])
  return table(
    head.map((text) => text[language]),
    rows,
  )
}

function windowText(window: ResourceDefinition<unknown, unknown>['window']): Text {
  if (window.kind === 'whole') return say('целиком', 'whole')
  if (window.kind === 'cursor') return say('изменения', 'changes')
  const { trailing, slice, history } = window
  const back = history === undefined ? say('', '') : say(`, история до ${history}`, `, history up to ${history}`)
  return say(`дни: ${trailing}, по ${slice} в запросе${back.ru}`, `days: ${trailing}, ${slice} in a request${back.en}`)
}

function settingsTable(source: Source, language: Language): string {
  const head = [say('Имя', 'Name'), say('Что это', 'What it is'), say('Если не указать', 'Default')]
  const shown = settingFields(source).filter(({ about }) => about)
  const account: string[][] = source.account
    ? [['`account`', source.account[language], say('**нужно**', '**needed**')[language]]]
    : []
  const rows = shown.map((field) => [`\`${field.name}\``, field.about![language], byDefault(field)[language]])
  return table(
    head.map((text) => text[language]),
    [...account, ...rows],
  )
}

function byDefault({ required, byDefault: value }: SettingField): Text {
  if (required) return say('**нужно**', '**needed**')
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return say('—', '—')
  return say(`\`${inline(value)}\``, `\`${inline(value)}\``)
}

function secretsLine({ secrets, door }: Source, language: Language): string {
  const hook = say('секрет вебхуков, если они нужны', 'the secret of webhooks, where they are wanted')
  const all: readonly (readonly [string, Text])[] = [
    ...Object.entries(secrets),
    ...(door ? [[door.secret, hook] as const] : []),
  ]
  return `${all.map(([role, about]) => `\`${role}\`: ${about[language]}`).join('; ')}.`
}

function limits({ client }: Source, language: Language): string {
  const lines = client.quotas.map(({ per, rate, perMs, path }) => {
    const whose = per === 'host' ? say('с одного адреса', 'from one address') : say('на аккаунт', 'per account')
    const where = path === undefined ? say('', '') : say(` (${pathText(path)})`, ` (${pathText(path)})`)
    const time = durationText(perMs)
    return say(
      `${rate} запросов за ${time.ru} ${whose.ru}${where.ru}`,
      `${rate} requests in ${time.en} ${whose.en}${where.en}`,
    )
  })
  const first = say('Concord сам держится в пределах', 'Concord keeps within')
  return `${first[language]}: ${lines.map((line) => line[language]).join('; ')}.`
}

const pathText = (path: RegExp) => `\`${path.source.replaceAll('\\', '').replace(/\$$/, '')}\``

function durationText(ms: number): Text {
  const [seconds, hours] = [ms / 1000, ms / 3_600_000]
  return hours >= 1 ? say(`${hours} ч`, `${hours} h`) : say(`${seconds} с`, `${seconds} s`)
}
