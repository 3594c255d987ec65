import type { Call, Fault, Gateway } from './gateway.ts'

/** One call of a night, and what happens at the first one like it. */
export interface Crash {
  readonly caller: string
  readonly step: string
  readonly service: string
  readonly operation: string
  readonly pattern: string
  readonly fault: Fault
}

const unavailable: Readonly<Record<string, string>> = { s3: 'ServiceUnavailable', ses: 'ServiceUnavailableException' }

const faultsOf = ({ caller, service, operation }: Call): readonly Fault[] => {
  const failure = { status: 503, code: unavailable[service] ?? 'InternalServerError' }
  if (caller !== 'machine') return ['kill', 'kill-after', failure]
  // A machine doesn't die; AWS itself repeats its looks at a statement.
  return operation === 'GetQueryExecution' ? [] : [{ status: 500, code: 'InternalServerException' }]
}

type Named = Pick<Call, 'caller' | 'step' | 'service' | 'operation' | 'pattern'>

const nameOf = ({ caller, step, service, operation, pattern }: Named) =>
  [caller, step, service, operation, pattern].join(' ')

export const titleOf = (crash: Crash): string =>
  `${nameOf(crash)} × ${typeof crash.fault === 'string' ? crash.fault : crash.fault.status}`

/** Every distinct call of an undisturbed night × every fault, in the order of the calls. */
export function crashesOf(calls: readonly Call[]): readonly Crash[] {
  const distinct = new Map(calls.toReversed().map((call) => [nameOf(call), call]))
  return [...distinct.values()].toReversed().flatMap((call) => {
    const { caller, step, service, operation, pattern } = call
    return faultsOf(call).map((fault) => ({ caller, step, service, operation, pattern, fault }))
  })
}

/**
 * The machine tries a step five times in all: so many crashes of one step fit into a night. Who dies over a letter holds it until
 * its claim runs out, and the try that finds it held is lost too.
 */
const mostPerStep = ({ caller }: Crash) => (caller === 'concord-test-deliver' ? 2 : 4)

/** The step that is tried again after a crash; a statement has tries of its own. */
const triedAgain = ({ caller, service, operation, pattern, step }: Crash) =>
  service === 'lambda' ? `${pattern} ${step}` : caller === 'machine' ? operation : `${caller} ${step}`

/** Shares crashes out to nights so that each of them is survived by the machine's own retries. */
export function nightsOf(crashes: readonly Crash[]): readonly (readonly Crash[])[] {
  const nights: Crash[][] = []
  for (const crash of crashes) {
    const isFree = (night: readonly Crash[]) =>
      night.filter((one) => triedAgain(one) === triedAgain(crash)).length < mostPerStep(crash) &&
      !night.some((one) => nameOf(one) === nameOf(crash))
    const free = nights.find(isFree)
    if (free) free.push(crash)
    else nights.push([crash])
  }
  return nights
}

/** The distinct calls that these happen at. */
export const callsOf = (crashes: readonly Crash[]): readonly string[] => [...new Set(crashes.map(nameOf))]

/** One night in which each call meets one of its faults, for where there is no time for all of them. */
export function sampleOf(crashes: readonly Crash[]): readonly Crash[] {
  return callsOf(crashes).map((name, at) => {
    const own = crashes.filter((crash) => nameOf(crash) === name)
    return own[at % own.length]!
  })
}

/**
 * Lets all of these happen in the next night, each in one run of its step. A failing service fails all that run's calls of the
 * kind, so that it outlasts the SDK's own attempts. Answers which of them have not happened yet.
 */
export function plant(gateway: Gateway, crashes: readonly Crash[]): () => readonly Crash[] {
  const struck = new Map<Crash, unknown>()
  gateway.fault = (call, event) => {
    for (const crash of crashes.filter((one) => nameOf(one) === nameOf(call))) {
      const isLasting = typeof crash.fault === 'object' && crash.caller !== 'machine'
      if (struck.has(crash) && !(isLasting && struck.get(crash) === event)) continue
      struck.set(crash, event)
      return crash.fault
    }
    return undefined
  }
  return () => crashes.filter((crash) => !struck.has(crash))
}
