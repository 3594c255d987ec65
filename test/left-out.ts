import type { Reporter, TestModule, Vitest } from 'vitest/node'

interface Reason {
  /** In the title of a test that leaves itself out. */
  readonly said: RegExp
  readonly why: string
  readonly how: string
}

const reasons: readonly Reason[] = [
  { said: /moto/, why: 'no moto, a stand-in for AWS (Python)', how: 'npm run moto' },
  { said: /no browser/, why: 'no Chromium', how: 'install it, or set CHROMIUM to a browser' },
  { said: /\bshared\b|CONCORD_SHARED/, why: 'no ../shared (recorded answers, data)', how: 'set CONCORD_SHARED to it' },
  { said: /CONCORD_TESTS=full/, why: 'only a sample was taken', how: 'CONCORD_TESTS=full npm test' },
  { said: /for root/, why: 'root may write anywhere', how: 'run as another user' },
]

const elsewhere = `Not part of \`npm test\`, whatever the machine:
  SQL on a real Trino (needs a JDK)            npm run trino && npm run test:trino
  nights of the template (Python)              npm run moto && npm run ric && npm run test:end-to-end
  full counts of kills, shuffles and fuzz      npm run torture`

/** Says at the end which tests left themselves out, why, and how to get them. */
export function leftOut(): Reporter {
  let vitest: Vitest | undefined
  return {
    onInit(made) {
      vitest = made
    },
    async onTestRunEnd(modules) {
      const lists = reasons.flatMap((reason, at) => listOf(reason, titlesOf(modules, at)))
      const isWhole = (await vitest?.globTestSpecifications())?.length === modules.length
      const lines = [
        ...(lists.length > 0 ? ['Left out on this machine:', ...lists] : []),
        ...(isWhole ? [elsewhere] : []),
      ]
      if (lines.length > 0) vitest?.logger.log(`${lines.join('\n')}\n`)
    },
  }
}

/** Suite → how many of its tests say this reason, and none that stands before it. */
function titlesOf(modules: readonly TestModule[], at: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const module of modules) {
    const skipped = [...module.children.allTests('skipped')]
    const own = skipped.filter(({ fullName }) => reasons.findIndex(({ said }) => said.test(fullName)) === at)
    const suite = module.relativeModuleId.replace(/^test\/|\.test\.tsx?$/g, '')
    if (own.length > 0) counts.set(suite, own.length)
  }
  return counts
}

function listOf({ why, how }: Reason, suites: ReadonlyMap<string, number>): readonly string[] {
  if (suites.size === 0) return []
  const named = [...suites].sort().map(([suite, tests]) => `${suite} ${tests}`)
  return [`  ${why}: ${how}`, `    ${named.join(', ')}`]
}
