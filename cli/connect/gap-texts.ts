import type { Source } from '#ingest/source.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Mapping } from './mapping.ts'

/** What is left to do, in words. */
export function gapTexts({ missingWords, unmapped }: Mapping): readonly Text[] {
  const stages = unmapped
    .slice(0, 8)
    .map(({ pipeline, stage }) => `${pipeline} / ${stage}`)
    .join(', ')
  const more = unmapped.length > 8 ? ', …' : ''
  return [
    ...(missingWords.length > 0
      ? [
          say(
            `  ⚠ без поля остались: ${missingWords.join(', ')} (впишите в fields:, если такое поле в CRM есть)`,
            `  ⚠ without a field: ${missingWords.join(', ')} (write them under fields: if the CRM has such a field)`,
          ),
        ]
      : []),
    ...(unmapped.length > 0
      ? [
          say(
            `  ⚠ этапы вне соглашения (${unmapped.length}): ${stages}${more}`,
            `  ⚠ stages that the agreement does not map (${unmapped.length}): ${stages}${more}`,
          ),
        ]
      : []),
  ]
}

/** Whether the connection takes webhooks, and how to switch them on. */
export function doorTexts({ door }: Source, { secrets }: SourceConnection): readonly Text[] {
  if (!door) return []
  if (secrets[door.secret])
    return [say('  вебхуки: адрес покажет concord door', '  webhooks: concord door shows their address')]
  return [
    say(
      `  вебхуки выключены; включить: секрет ${door.secret} в secrets:, затем concord door`,
      `  webhooks are off; to switch them on: the secret ${door.secret} under secrets:, then concord door`,
    ),
  ]
}
