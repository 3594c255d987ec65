// A child process: the door of the toy CRM over a folder and SQLite. Says its port.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inRaw, knock } from '#ingest/door/door.ts'
import { fetchHttp } from '#shared/http/fetch.ts'
import { toy, toySetting } from '../platforms/toy.ts'
import { diskStores } from './pull-kill-disk.ts'
import { playedUrl } from './pull-kill-http.ts'
import { landingLate } from './pull-kill-plants.ts'
import { connectionOf, pullRuntime } from './pull-kill-run.ts'
import { settableClock } from './sync-project.ts'

const [root = '', plant = ''] = process.argv.slice(2)
const clock = settableClock(toySetting.now)
const stores = diskStores(root, clock)
const place = { setting: toySetting, url: playedUrl, http: fetchHttp(), clock }
const target = { connection: connectionOf(place), door: toy.door! }
const late = landingLate(stores.lake)
const landing = plant === 'ack before landing' ? late : inRaw(stores.lake)
const server = createServer(async (request, response) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  const given = { rest: (request.url ?? '').slice(1), headers: {}, body: Buffer.concat(chunks) }
  response.statusCode = await knock(pullRuntime(stores, place), landing, target, given)
  response.end()
  setImmediate(() => late.settle())
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
