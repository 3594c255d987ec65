import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { isSystem, loadConnections, parseConnection } from '#ingest/connection/connections.ts'
import { realOutside } from '#ingest/outside.ts'
import type { Source } from '#ingest/source.ts'
import type { SourceConnection } from '#ingest/source-connection.ts'
import { sourceOf } from '#ingest/sources/index.ts'
import type { LoadedAgreement } from '#shared/agreement/load.ts'
import { ConcordError, FixConfig } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../outcome.ts'
import { terminalAsker } from './ask.ts'
import { type Collected, collect } from './collect.ts'
import { draftSystem } from './draft.ts'
import { doorTexts, gapTexts } from './gap-texts.ts'
import { connectionsJsonSchema } from './json-schema.ts'
import { type Mapping, mappingOf } from './mapping.ts'
import { newestAgreement } from './newest-agreement.ts'
import { renewConnection } from './renew.ts'
import type { ConnectSystemOptions } from './request.ts'
import { badName, exists, unknownKind } from './system-problems.ts'
import { type Seen, seenTexts, tryOut } from './try-out.ts'

/** Connects a system: asks what is missing, keeps the secrets, looks at the system, writes connections/<name>.yaml. */
export async function connectSystem(ctx: Context, kind: string, options: ConnectSystemOptions): Promise<Outcome> {
  const rt = ctx.runtime()
  const source = sourceOf(kind)
  if (!source) throw unknownKind(kind)
  const asker = ctx.json ? undefined : terminalAsker(ctx.language, ctx.signal)
  const known = await systemsOf(ctx)
  const name = nameOf(kind, options, known)
  const target = join(ctx.projectDir, 'connections', `${name}.yaml`)
  const standing = known.find((one) => one.name === name && one.kind === kind)
  if (standing && !options.force && !options.set) return renewConnection(ctx, source, standing, options, asker)
  if (existsSync(target) && !options.force && !options.dryRun) throw exists(target, kind, name)
  const collected = await collect(source, name, options, {
    secrets: rt.secrets,
    env: process.env,
    asker,
    now: rt.clock.now(),
  })
  // What was typed must be a connection that reads, before anything is written.
  const draft = draftSystem(collected.request, ctx.language)
  const connection = parseConnection(draft, `connections/${name}.yaml`) as SourceConnection
  if (options.dryRun)
    return { result: { connection: target, yaml: draft }, print: [draft.trimEnd()], next: nextAfterTrial(kind) }
  await keep(ctx, collected)
  await writeConnection(target, draft)
  const seen = await look(ctx, source, connection, target)
  const agreement = await newestAgreement(ctx.projectDir)
  const mapping = seen.inspection && mappingOf(seen.inspection, connection.source, agreement, ctx.language)
  if (mapping) await writeConnection(target, draftSystem(collected.request, ctx.language, mapping.lines))
  return {
    result: { connection: target, kind, name, facts: seen.facts, items: seen.items, ...gapsOf(seen, mapping) },
    print: [target],
    notes: [...seenTexts(seen), ...(mapping ? gapTexts(mapping) : []), ...doorTexts(source, connection)],
    next: nextStep(target, name, mapping, agreement),
  }
}

const gapsOf = (seen: Seen, mapping: Mapping | undefined) =>
  mapping ? { proposed: seen.inspection?.proposed, missing: mapping.missingWords, unmapped: mapping.unmapped } : {}

/** The connections that read; one that does not must not keep others from being made. */
async function systemsOf(ctx: Context): Promise<readonly SourceConnection[]> {
  try {
    return (await loadConnections(ctx.projectDir)).filter(isSystem)
  } catch (error) {
    if (error instanceof FixConfig) return []
    throw error
  }
}

function nameOf(kind: string, { name, force, set }: ConnectSystemOptions, known: readonly SourceConnection[]): string {
  if (name !== undefined) {
    if (/^[a-z0-9][a-z0-9_-]{0,62}$/.test(name)) return name
    throw badName(name)
  }
  const same = known.filter((one) => one.kind === kind)
  return same.length === 1 && !force && !set ? same[0]!.name : kind
}

/** Values go to .env only; a door that is proven by its address gets a secret of ours. */
async function keep(ctx: Context, { request, values }: Collected): Promise<void> {
  const { secrets } = ctx.runtime()
  for (const name of new Set(Object.values(request.secrets))) {
    const value = values.get(name) ?? randomBytes(24).toString('hex')
    if ((await secrets.read(name)) !== value) await secrets.write(name, value)
  }
}

async function writeConnection(target: string, yaml: string): Promise<void> {
  const folder = join(target, '..')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'connection.schema.json'), `${JSON.stringify(connectionsJsonSchema(), null, 2)}\n`)
  await writeFile(target, yaml)
}

/** Errors: those of the system; the connection stays, and the same command tries again. */
async function look(ctx: Context, source: Source, connection: SourceConnection, target: string): Promise<Seen> {
  try {
    return await tryOut({ ...ctx.runtime(), ...realOutside() }, source, connection, ctx.signal)
  } catch (error) {
    if (error instanceof ConcordError) ctx.tell([kept(relative('.', target), connection)])
    throw error
  }
}

const kept = (target: string, { kind, name }: SourceConnection): Text =>
  say(
    `Записано: ${target}. Но первый запрос не прошёл. Исправьте и попробуйте ещё раз: concord connect ${kind} --name ${name}`,
    `Written: ${target}. But the first request failed. Mend it and try again: concord connect ${kind} --name ${name}`,
  )

function nextStep(
  target: string,
  name: string,
  mapping: Mapping | undefined,
  agreement: LoadedAgreement | undefined,
): Text {
  const sync = `concord sync --select ${name}`
  if (!mapping) return say(sync, sync)
  const file = relative('.', target)
  if (mapping.unmapped.length === 0 || !agreement) {
    return say(
      `проверьте fields: и stages: в ${file}, затем ${sync}`,
      `check fields: and stages: in ${file}, then ${sync}`,
    )
  }
  return say(
    `проверьте ${file} и перенесите этапы из его конца в agreement/${agreement.name}.yaml, затем ${sync}`,
    `check ${file} and move the stages at its end to agreement/${agreement.name}.yaml, then ${sync}`,
  )
}

const nextAfterTrial = (kind: string) =>
  say(`concord connect ${kind} (без --dry-run)`, `concord connect ${kind} (without --dry-run)`)
