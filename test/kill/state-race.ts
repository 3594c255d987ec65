// A child process: adds to a counter in the state under a short lease, with rivals, until its share is done.
import { sqliteState } from '#shared/state/sqlite.ts'

const [path = '', share = ''] = process.argv.slice(2)
const state = sqliteState(path, { now: () => Date.now() })
for (let i = 0; i < Number(share); ) {
  const claim = await state.claim('counter', String(process.pid), 40)
  if (!claim.held) {
    await new Promise((resolve) => setTimeout(resolve, 3))
    continue
  }
  const got = await state.get('count')
  // Now and then the holder sleeps past its lease; its commit must then be refused.
  if (i % 5 === 4 && Math.random() < 0.7) await new Promise((resolve) => setTimeout(resolve, 50))
  const done = await state.putIf('count', Number(got?.value ?? 0) + 1, got?.version, claim.fence)
  await state.release(claim.fence)
  if (done !== undefined) i++
}
