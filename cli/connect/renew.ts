import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { realOutside } from '#ingest/outside.ts'
import type { Source } from '#ingest/source.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { say } from '#shared/i18n/text.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import type { Asker } from './ask.ts'
import { gapTexts } from './gap-texts.ts'
import { mappingOf } from './mapping.ts'
import { newestAgreement } from './newest-agreement.ts'
import { pairsOf } from './pairs.ts'
import type { ConnectSystemOptions } from './request.ts'
import { secretValue } from './secrets.ts'
import { type Seen, seenTexts, tryOut } from './try-out.ts'

/** New secrets for a connection that stands: its YAML, often edited by hand, is not touched. */
export async function renewConnection(
  ctx: Context,
  source: Source,
  connection: SourceConnection,
  options: ConnectSystemOptions,
  asker: Asker | undefined,
): Promise<Outcome> {
  const rt = ctx.runtime()
  const files = pairsOf('--secret-file', options.secretFile, Object.keys(connection.secrets))
  asker?.tell(
    say(
      `Подключение ${connection.path} уже есть: обновляем ключи.`,
      `${connection.path} stands already: renewing its keys.`,
    ),
  )
  const changed: string[] = []
  for (const [role, about] of Object.entries(source.secrets)) {
    const name = connection.secrets[role]
    if (name === undefined || options.dryRun) continue
    const places = { secrets: rt.secrets, env: process.env, asker, renew: true }
    const value = await secretValue({ role, name, about, file: files[role] }, places)
    if (value === undefined || value === (await rt.secrets.read(name))) continue
    await rt.secrets.write(name, value)
    changed.push(name)
  }
  if (changed.length > 0) await dropToken(ctx, source, connection)
  const seen = await tryOut({ ...rt, ...realOutside() }, source, connection, ctx.signal)
  const mapping = options.dryRun ? undefined : await mapWhereEmpty(ctx, connection, seen)
  const names = changed.join(', ')
  return {
    result: {
      connection: connection.path,
      kind: connection.kind,
      name: connection.name,
      renewed: changed,
      facts: seen.facts,
    },
    print: [connection.path],
    notes: [
      changed.length > 0 ? say(`✓ обновлено в .env: ${names}`, `✓ renewed in .env: ${names}`) : sameKeys,
      ...seenTexts(seen),
      ...(mapping ? gapTexts(mapping) : []),
    ],
    next: say(`concord sync --select ${connection.name}`, `concord sync --select ${connection.name}`),
  }
}

const sameKeys = say(
  'Подключение уже есть, ключи прежние. Заменить ключ: --secret-file роль=ПУТЬ; второе подключение: --name ИМЯ',
  'The connection stands already, its keys are the same. To replace a key: --secret-file role=PATH; a second connection: --name NAME',
)

/** The first look had failed, so nothing was proposed yet: it is put at the end of the file. */
async function mapWhereEmpty(ctx: Context, connection: SourceConnection, { inspection }: Seen) {
  const file = join(ctx.projectDir, connection.path)
  const text = await readFile(file, 'utf8')
  if (!inspection || /^(# )?(fields|stages):/m.test(text)) return undefined
  const mapping = mappingOf(inspection, connection.source, await newestAgreement(ctx.projectDir), ctx.language)
  await writeFile(file, `${text.trimEnd()}\n${mapping.lines.join('\n')}\n`)
  return mapping
}

/** An access token of the old grant would hide that the new one is wrong. */
async function dropToken(ctx: Context, { auth }: Source, { secrets }: SourceConnection): Promise<void> {
  if (auth.kind !== 'token') return
  const { state } = ctx.runtime()
  const key = `token/${secrets[auth.grant]}`
  const standing = await state.get(key)
  if (standing) await state.putIf(key, { access: null, expiresAt: 0, refreshedAt: 0, sent: null }, standing.version)
}
