// Fetches the Trino server and two of its plugins through Maven into node_modules/.cache/concord/. Safe to run again.
// CI=1 makes a missing JDK or Maven an error; elsewhere it is only said.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findJava, trinoHome, trinoMark, trinoVersion } from './trino-home.mjs'

const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1'

const archives = [
  { artifact: `io.trino:trino-server-core:${trinoVersion}:tar.gz`, into: trinoHome, includes: '*/lib/**' },
  { artifact: `io.trino:trino-hive:${trinoVersion}:zip`, into: join(trinoHome, 'plugin') },
  { artifact: `io.trino:trino-memory:${trinoVersion}:zip`, into: join(trinoHome, 'plugin') },
]

// Maven leaves marker files in its working folder, so that is the one that we throw away ourselves.
const maven = (args) =>
  spawnSync('mvn', ['-q', '-B', ...args], { cwd: trinoHome, stdio: ['ignore', 'inherit', 'inherit'] })

function stop(reason) {
  console.error(`Trino is not installed: ${reason}`)
  process.exit(process.env.CI ? 1 : 0)
}

function unpack({ artifact, into, includes }) {
  const only = includes ? [`-Dmdep.unpack.includes=${includes}`] : []
  const run = maven([`${plugin}:unpack`, `-Dartifact=${artifact}`, `-DoutputDirectory=${into}`, ...only])
  if (run.status !== 0) throw new Error(`mvn could not fetch ${artifact}`)
}

async function install() {
  if (existsSync(trinoMark)) return console.info(`Trino ${trinoVersion} is there already`)
  if (!findJava()) return stop('needs a JDK 24 or newer; set JAVA25_HOME to one')
  if (spawnSync('mvn', ['-v']).status !== 0) return stop('needs Maven 3.8 or newer (mvn) on the path')
  await rm(trinoHome, { recursive: true, force: true })
  await mkdir(trinoHome, { recursive: true })
  const start = Date.now()
  archives.forEach(unpack)
  await writeFile(trinoMark, `${trinoVersion}\n`)
  console.info(`Trino ${trinoVersion} in ${Math.round((Date.now() - start) / 1000)} s`)
}

await install()
