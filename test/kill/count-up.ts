// A child process: adds one to a counter in the lake, so many times, by compare and retry.
import { lakesByName } from './broken-lakes.ts'

const [name = '', root = '', times = ''] = process.argv.slice(2)
const lake = lakesByName[name]!(root)
await lake.put('count', new TextEncoder().encode('0'), 'absent')
for (let i = 0; i < Number(times); ) {
  const got = await lake.get('count')
  if (!got) continue
  const next = String(Number(new TextDecoder().decode(got.bytes)) + 1)
  const put = await lake.put('count', new TextEncoder().encode(next), { etag: got.etag })
  if (put.done) i++
}
