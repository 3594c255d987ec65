// A child process: counts up in the state until it is killed, and says each number whose commit was answered.
import { sqliteState } from '#shared/state/sqlite.ts'

const state = sqliteState(process.argv[2] ?? '', { now: () => Date.now() })
for (;;) {
  const got = await state.get('count')
  const next = Number(got?.value ?? 0) + 1
  const version = await state.putIf('count', next, got?.version)
  if (version !== undefined) process.stdout.write(`${next}\n`)
  // The state never yields to the event loop by itself, and a full pipe would then keep the numbers back.
  await new Promise(setImmediate)
}
