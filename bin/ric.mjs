// Puts AWS's own runtime client for Lambda (one file, its code as published) into node_modules/.cache, for the end-to-end tests.
// Through npm, checked against the hash below; nothing of the package is run or built. Runs twice at no cost.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const version = '4.0.2'
const integrity = 'sha512-FE5Vskx7mYNnqAnWWJXUOsLp2VGgdsJsCoRLFTa8L4Yk0QVtArqR8q58yPA++QC1a73ZWJXBQ2AH31nIAv7NOQ=='
const folder = resolve(import.meta.dirname, `../node_modules/.cache/concord/aws-lambda-ric-${version}`)
const mark = join(folder, 'complete')
const archive = join(folder, `aws-lambda-ric-${version}.tgz`)

function run(command, ...args) {
  // npm is a .cmd on Windows, and those need a shell.
  const shell = process.platform === 'win32'
  const done = spawnSync(command, args, { cwd: folder, shell, stdio: ['ignore', 'ignore', 'inherit'] })
  if (done.status === 0) return
  stop(`"${[command, ...args].join(' ')}" failed (${done.error?.message ?? `exit code ${done.status}`})`)
}

function stop(reason) {
  console.error(`ric: ${reason}`)
  process.exit(1)
}

if (existsSync(mark)) {
  console.log('ric: ready')
  process.exit(0)
}
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
run('npm', 'pack', `aws-lambda-ric@${version}`, '--ignore-scripts', '--silent')
const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
if (found !== integrity) stop(`the package is not the one that was reviewed: ${found}`)
run('tar', '-xzf', archive, '--strip-components=1', 'package/index.mjs', 'package/LICENSE', 'package/NOTICE')
rmSync(archive)
writeFileSync(mark, `${integrity}\n`)
console.log('ric: installed')
