// A child process: imports files into a project folder, and says so with every step of the work. The clock stands still.
import { join } from 'node:path'
import { syncConnection } from '#ingest/files/sync-connection.ts'
import { withLock } from '#ingest/with-lock.ts'
import { folderLake } from '#shared/lake/folder.ts'
import { sqliteState } from '#shared/state/sqlite.ts'
import { adsYaml, connect, runtimeOver, settableClock } from '../builders/sync-project.ts'

const [root = '', ...paths] = process.argv.slice(2)
const clock = settableClock()
const state = sqliteState(join(root, 'state.sqlite'), clock)
let firstStep: number | undefined
const rt = {
  ...runtimeOver(folderLake(join(root, 'lake')), state, clock),
  progress: {
    step: (id: string, done: number) => {
      firstStep ??= performance.now()
      process.stdout.write(`${id} ${done}\n`)
    },
  },
}
const files = paths.map((path) => ({ path, name: path.slice(path.lastIndexOf('/') + 1) }))
await withLock(rt, 'child', (fence) => syncConnection(rt, connect(adsYaml), files, { fence }))
state.close()
process.stdout.write(`${performance.now() - (firstStep ?? 0)}\n`)
