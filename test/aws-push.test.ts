import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type PushOptions, push, type StageStores } from '#cli/aws/push.ts'
import type { Context } from '#cli/context.ts'
import { createProject } from '#cli/project.ts'
import { loadConnections } from '#ingest/connection/connections.ts'
import { personalKeyName } from '#ingest/files/protect.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import type { Lake } from '#shared/lake/lake.ts'
import { memoryLake } from '#shared/lake/memory.ts'
import { materialise } from '#shared/project/in-lake.ts'
import { type Move, moveData } from '#shared/project/move-data.ts'
import { type LocalRuntime, localRuntime } from '#shared/runtime-local.ts'
import { memorySecrets } from '#shared/secrets/memory.ts'
import { memoryState } from '#shared/state/memory.ts'
import { type CrashMoment, failingStores } from '#test/builders/failing-stores.ts'
import { testClock } from '#test/contracts/state.ts'

const packageRoot = resolve(import.meta.dirname, '..')
const temporary = mkdtempSync(join(tmpdir(), 'concord-push-'))
const opened: LocalRuntime[] = []
afterAll(async () => {
  for (const runtime of opened) runtime.close()
  await rm(temporary, { recursive: true, force: true })
})
const text = (value: string) => new TextEncoder().encode(value)
const progress = { step: () => undefined }

/** The demo company's agreement and connections, without its data. */
async function projectOf(): Promise<Context> {
  const projectDir = mkdtempSync(join(temporary, 'p'))
  await createProject(projectDir, { packageRoot, language: 'en', withoutAgreement: true })
  for (const folder of ['agreement', 'connections'])
    cpSync(join(packageRoot, 'examples/demo', folder), join(projectDir, folder), { recursive: true })
  const runtime = localRuntime(projectDir, { progress })
  opened.push(runtime)
  const signal = new AbortController().signal
  const speech = { language: 'en', json: false, yes: false, tell: () => undefined } as const
  const context: Context = { ...speech, projectDir, signal, runtime: () => runtime, at: () => context }
  return context
}

function stageOf(key?: string): StageStores {
  const clock = testClock()
  const secrets = memorySecrets(key ? { [personalKeyName]: key } : {})
  return { clock, lake: memoryLake(), state: memoryState(clock), secrets }
}

const contents = async (lake: Lake) => {
  const listed = await lake.list('')
  const objects = await Promise.all(listed.map(async ({ key }) => [key, (await lake.get(key))?.etag]))
  return objects.filter(([key]) => !key?.startsWith('project/'))
}

async function fill(lake: Lake): Promise<void> {
  const names = ['raw/a/m/x/2026-10-01/1', 'quarantine/a/x/2026-10-01/1', 'records/lead/u1', 'records/lead/u2']
  for (const key of [...names, 'manifests/a/m/crm.1.ab.json']) await lake.put(key, text(key), 'absent')
}

describe('concord push', () => {
  it('sends a project that a function reads as the laptop does, and the key once', async () => {
    const [ctx, stage] = [await projectOf(), stageOf()]
    expect((await push(ctx, stage, {})).result).toMatchObject({ moved: true, data: undefined })
    const { dir } = await materialise(stage.lake, mkdtempSync(join(temporary, 'l')))
    const months = async (folder: string) =>
      (await loadAgreements(join(folder, 'agreement'))).map(({ agreement }) => agreement)
    expect(await months(dir)).toEqual(await months(ctx.projectDir))
    expect(await loadConnections(dir)).toEqual(await loadConnections(ctx.projectDir))
    const key = await ctx.runtime().secrets.read(personalKeyName)
    expect(await stage.secrets.read(personalKeyName)).toBe(key)
    expect((await push(ctx, stage, {})).result).toMatchObject({ moved: false })
  })

  it.each([
    ['an agreement that is wrong', 'agreement/2030-01.yaml', 'FixAgreement'],
    ['a connection that is wrong', 'connections/bad.yaml', 'FixConfig'],
  ])('sends nothing of %s', async (_, path, name) => {
    const [ctx, stage] = [await projectOf(), stageOf()]
    writeFileSync(join(ctx.projectDir, path), 'nonsense: true\n')
    await expect(push(ctx, stage, {})).rejects.toMatchObject({ name })
    expect(await stage.lake.list('')).toEqual([])
  })

  it('sends nothing to a stage that knows people by another key', async () => {
    const [ctx, stage] = [await projectOf(), stageOf('another')]
    await expect(push(ctx, stage, {})).rejects.toMatchObject({ name: 'FixConfig', code: 'OTHER_PERSONAL_KEY' })
    expect(await stage.lake.list('')).toEqual([])
  })

  it('with --data brings the stage to what the laptop has', async () => {
    const [ctx, stage] = [await projectOf(), stageOf()]
    const options: PushOptions = { data: true }
    const { lake, state } = ctx.runtime()
    await fill(lake)
    await state.putIf('connection/crm', { manifest: 'm', forgotten: 0 }, undefined)
    expect((await push(ctx, stage, options)).result).toMatchObject({ data: { copied: 5, same: 0, removed: 0 } })
    expect(await contents(stage.lake)).toEqual(await contents(lake))
    expect((await stage.state.get('connection/crm'))?.value).toEqual({ manifest: 'm', forgotten: 0 })
    expect((await push(ctx, stage, options)).result).toMatchObject({ data: { copied: 0, same: 5 } })
  })

  it('with --data waits for a run of the stage: it says who works there', async () => {
    const [ctx, stage] = [await projectOf(), stageOf()]
    const until = stage.clock.now() + 60_000
    await stage.state.putIf('lock/project', { owner: 'nightly', host: 'aws', pid: 1, since: 0, until }, undefined)
    await expect(push(ctx, stage, { data: true })).rejects.toMatchObject({ code: 'LOCKED', message: /nightly/ })
  })
})

describe('moving data', () => {
  async function moveOf(): Promise<Move> {
    const [from, to] = [stageOf(), stageOf()]
    await fill(from.lake)
    const claim = await to.state.claim('project', 'push', 1_000)
    if (!claim.held) throw new Error('not held')
    return { from, to, fence: claim.fence, progress }
  }

  it('replaces what has changed and removes what is gone', async () => {
    const move = await moveOf()
    await moveData(move)
    const { lake } = move.from
    await lake.put('records/lead/u1', text('new'), { etag: (await lake.head('records/lead/u1'))!.etag })
    await lake.delete('records/lead/u2')
    await lake.put('manifests/a/m/crm.2.cd.json', text('2'), 'absent')
    expect(await moveData(move)).toEqual({ copied: 2, same: 3, removed: 1 })
    expect(await contents(move.to.lake)).toEqual(await contents(lake))
  })

  it('refuses a stage that has ingested by itself, and touches nothing there', async () => {
    const move = await moveOf()
    await move.to.lake.put('manifests/a/m/crm.9.ef.json', text('own'), 'absent')
    await expect(moveData(move)).rejects.toMatchObject({ name: 'FixConfig', code: 'STAGE_HAS_DATA' })
    expect(await contents(move.to.lake)).toHaveLength(1)
  })

  it('goes on where it was cut off, wherever that was', async () => {
    for (const moment of ['before', 'after'] as CrashMoment[]) {
      for (let at = 0, died = true; died; at++) {
        const move = await moveOf()
        await move.from.state.putIf('connection/crm', { manifest: 'm', forgotten: 0 }, undefined)
        const failing = failingStores(move.to.lake, move.to.state, at, moment)
        await moveData({ ...move, to: failing }).catch(() => undefined)
        died = failing.tally.operations > at
        // Nothing that counts before all that it names is there.
        const keys = (await move.to.lake.list('')).map(({ key }) => key)
        if (keys.some((key) => key.startsWith('manifests/'))) expect(keys).toHaveLength(5)
        await moveData(move)
        expect(await contents(move.to.lake)).toEqual(await contents(move.from.lake))
        expect(await move.to.state.list('connection/')).toEqual(['connection/crm'])
      }
    }
  })
})
