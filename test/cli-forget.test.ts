import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Context } from '#cli/context.ts'
import { forgetLocked } from '#cli/verbs/forget.ts'
import { runConnection } from '#ingest/connection/run-connection.ts'
import { runtimeOver } from './builders/sync-project.ts'
import { openBench } from './builders/test-source-run.ts'
import { ga4Setting, ga4World } from './platforms/ga4.ts'

it('a connection that was refused all it asked for is forgotten too, and what it held goes over to another one', async () => {
  const world = ga4World()
  let isDenied = true
  const denied = { status: 403, body: { error: { code: 403, status: 'PERMISSION_DENIED', message: 'no' } } }
  await using bench = await openBench(ga4Setting, (asked) =>
    isDenied && asked.body.includes('"date"') ? denied : world.answer(asked),
  )
  const projectDir = await mkdtemp(join(tmpdir(), 'forget-'))
  await mkdir(join(projectDir, 'connections'))
  const { lake: _, state: __, ...outside } = bench.rt
  const run = async (name: string) => {
    const claim = await bench.state.claim('project', name, 86_400_000)
    if (!claim.held) throw new Error('the lease of a test is free')
    const pulled = await runConnection(bench.rt, { ...bench.connection, name }, { fence: claim.fence, outside })
    await bench.state.release(claim.fence)
    return [...new Set(pulled.summary.files.flatMap(({ problem }) => problem?.code ?? []))]
  }
  const ctx = {
    ...{ projectDir, yes: true, signal: new AbortController().signal },
    runtime: () => runtimeOver(bench.lake, bench.state, bench.clock),
  } as unknown as Context
  expect(await run('first')).toEqual(['PERMISSION_DENIED'])
  isDenied = false
  expect(await run('second')).toEqual(['SAME_ACCOUNT'])
  await forgetLocked(ctx, 'first', false)
  expect(await run('second')).toEqual([])
  await expect(forgetLocked(ctx, 'first', false)).rejects.toMatchObject({ code: 'UNKNOWN_CONNECTION' })
  await rm(projectDir, { recursive: true })
})
