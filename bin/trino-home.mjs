// Where the Trino server and a JDK that runs it stand on this machine.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** 476 is the newest Trino whose archives are on Maven Central. */
export const trinoVersion = '476'

export const trinoHome = resolve(import.meta.dirname, `../node_modules/.cache/concord/trino-${trinoVersion}`)

/** Written last: a download that was cut off is done again. */
export const trinoMark = join(trinoHome, 'installed')

const leastJava = 24
const places = ['/usr/lib/jvm', '/opt/java', '/Library/Java/JavaVirtualMachines']

/** The major version as the JDK's own `release` file says it; 0 where there is no JDK. */
function majorOf(home) {
  const release = join(home, 'release')
  if (!existsSync(release) || !existsSync(join(home, 'bin/java'))) return 0
  return Number(/JAVA_VERSION="(\d+)/.exec(readFileSync(release, 'utf8'))?.[1] ?? 0)
}

function* candidates() {
  for (const name of ['JAVA25_HOME', 'JAVA_HOME']) if (process.env[name]) yield process.env[name]
  for (const place of places.filter((one) => existsSync(one))) {
    for (const name of readdirSync(place).sort().reverse()) {
      yield join(place, name)
      yield join(place, name, 'Contents/Home')
    }
  }
}

/** The home of a JDK 24 or newer; undefined where there is none. */
export function findJava() {
  for (const home of candidates()) if (majorOf(home) >= leastJava) return home
  return undefined
}

/** Why Trino can't run here; undefined where it can. */
export function trinoMissing() {
  if (!findJava()) return `needs a JDK ${leastJava} or newer: set JAVA25_HOME`
  return existsSync(trinoMark) ? undefined : 'needs Trino: npm run trino'
}
