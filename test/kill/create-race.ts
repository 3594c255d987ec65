// A child process: waits for its rivals, then creates the same keys as they do, and prints how many of them it won.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lakesByName } from './broken-lakes.ts'

const [name = '', root = '', keys = '', rivals = ''] = process.argv.slice(2)
const lake = lakesByName[name]!(root)
const line = `${root}-starting-line`
mkdirSync(line, { recursive: true })
writeFileSync(join(line, String(process.pid)), '')
while (readdirSync(line).length < Number(rivals)) await new Promise(setImmediate)
let won = 0
for (let i = 0; i < Number(keys); i++) {
  const put = await lake.put(`race/${i}`, new TextEncoder().encode(`${process.pid}`), 'absent')
  if (put.done) won++
}
process.stdout.write(String(won))
