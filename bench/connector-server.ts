import { startReplay } from '#test/replay-server/server.ts'
import { benchWorlds } from './connector-worlds/index.ts'

/** `node bench/connector-server.ts <connector>`: plays the platform until it is killed; says where, and its CPU time when asked. */
const world = benchWorlds[process.argv[2] ?? '']!()
const server = await startReplay((asked) => (asked.path === '/bench' ? { body: spent() } : world.answer(asked)))
const before = process.cpuUsage()

function spent() {
  const { user, system } = process.cpuUsage(before)
  return { cpu: (user + system) / 1e6, asked: server.asked.length }
}

const { url } = server
console.log(JSON.stringify({ url, yaml: world.yaml(url), secrets: world.secrets(url) }))
