import { startReplay } from '#test/replay-server/server.ts'
import { benchWorlds } from './connector-worlds/index.ts'

/** `node bench/connector-server.ts <connector>`: plays the platform until it is killed; says where, and its CPU time of each round. */
const world = benchWorlds[process.argv[2] ?? '']!()
const server = await startReplay((asked) => (asked.path === '/bench' ? { body: round() } : world.answer(asked)))
let before = process.cpuUsage()
let asked = 0

/** What the round that ends here has cost; the next one finds the platform as it was. */
function round() {
  const { user, system } = process.cpuUsage(before)
  const spent = { cpu: (user + system) / 1e6, asked: server.asked.length - asked - 1 }
  before = process.cpuUsage()
  asked = server.asked.length
  world.again?.()
  return spent
}

const { url } = server
console.log(JSON.stringify({ url, yaml: world.yaml(url), secrets: world.secrets(url) }))
