// A child process: puts objects that can prove to be whole until it is killed, and says after each put that it was answered.
import { lakesByName } from './broken-lakes.ts'
import { provable } from './provable.ts'

const [name = '', root = '', round = ''] = process.argv.slice(2)
const lake = lakesByName[name]!(root)
const say = (line: string) => process.stdout.write(`${line}\n`)
let etag = (await lake.head('restated'))?.etag
for (let i = 0; ; i++) {
  const created = `created/${round}-${i}`
  await lake.put(created, provable(i), 'absent')
  say(created)
  const put = await lake.put('restated', provable(i), etag === undefined ? 'absent' : { etag })
  if (put.done) say(`restated ${put.etag}`)
  etag = put.etag
}
