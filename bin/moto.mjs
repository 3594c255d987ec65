// Puts the moto server (a local stand-in for AWS) into node_modules/.cache, for the tests that need it. Runs twice at no cost.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const folder = join(root, 'node_modules', '.cache', 'concord', 'moto-5.2.5')
const requirements = join(root, 'bin', 'moto-requirements.txt')
const mark = join(folder, 'complete')
const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex')
const tools = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin')

/** Python 3.10 or later, under the name it has here. */
function findPython() {
  const test = 'import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 10) else 1)'
  return ['python3', 'python', 'py'].find((name) => spawnSync(name, ['-c', test], { stdio: 'ignore' }).status === 0)
}

function run(command, ...args) {
  const done = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  if (done.status === 0) return
  console.error(`moto: "${[command, ...args].join(' ')}" failed (${done.error?.message ?? `exit code ${done.status}`})`)
  process.exit(1)
}

if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) {
  console.log('moto: ready')
  process.exit(0)
}
const python = findPython()
if (!python) {
  console.error('moto: needs Python 3.10 or later with venv (Debian: apt-get install python3-venv).')
  console.error('moto: without it the tests against a local AWS are left out, and say so; all others run.')
  process.exit(1)
}
// A half-made environment is made anew: only the mark, written last, says that one is whole.
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
run(python, '-m', 'venv', folder)
run(join(tools, 'python'), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements)
writeFileSync(mark, wanted)
console.log('moto: installed')
