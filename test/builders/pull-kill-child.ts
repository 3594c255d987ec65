// A child process: pulls a connection over a folder and SQLite, says when it begins and how many ms it took.
import { fetchHttp } from '#shared/http/fetch.ts'
import { diskStores } from './pull-kill-disk.ts'
import { spoiltStores, strictCursor } from './pull-kill-plants.ts'
import { killPlatforms } from './pull-kill-platforms.ts'
import { laterBy, pullOver } from './pull-kill-run.ts'
import { settableClock } from './sync-project.ts'

const [name = '', root = '', url = '', plant = ''] = process.argv.slice(2)
const { setting } = killPlatforms[name]!
const clock = settableClock(setting.now + laterBy(1))
const sound = diskStores(root, clock)
const stores = spoiltStores[plant]?.(sound) ?? sound
const source = plant === '> on ties' ? strictCursor(setting.source) : setting.source
const begun = performance.now()
process.stdout.write('ready\n')
const fenced = (error: unknown) => {
  if ((error as { code?: string }).code !== 'FENCED') throw error
}
await pullOver(stores, { setting, url, http: fetchHttp(), clock, source }).catch(fenced)
sound.close()
process.stdout.write(`${performance.now() - begun}\n`)
