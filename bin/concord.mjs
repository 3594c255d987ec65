#!/usr/bin/env node
// The launcher: Concord needs Node 24; where the caller's Node is older, the one that npm installed beside us is used.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const entry = join(root, 'dist', 'concord.mjs')

function newerNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const found = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', file)
  return existsSync(found) ? found : undefined
}

function fail(ru, en) {
  const russian = /^ru/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '')
  console.error(russian ? ru : en)
  process.exit(2)
}

if (!existsSync(entry)) {
  fail('Concord ещё не собран. Выполните: npm run build', 'Concord is not built yet. Run: npm run build')
} else if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(entry)
} else {
  const node = newerNode()
  if (!node) fail('Нужен Node 24 или новее: https://nodejs.org', 'Node 24 or newer is needed: https://nodejs.org')
  const child = spawn(node, [entry, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 130 : 1)))
}
