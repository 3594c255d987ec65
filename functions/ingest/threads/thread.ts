import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Job } from './jobs.ts'

const mostThreads = Math.min(2, availableParallelism())
/** Young: small, so that what is done is soon forgotten. Old: several times what the largest job takes. */
const resourceLimits = { maxYoungGenerationSizeMb: 64, maxOldGenerationSizeMb: 384 }

/** In the bundle the worker stands beside it; else it is run from its source. */
const workerFile = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './ingest-worker.ts' : './ingest-worker.mjs', import.meta.url),
)

type Thread = ReturnType<typeof startThread>
const threads: Thread[] = []

/** Has the job done beside the main thread. Undefined: no thread could do it, so that the caller has to. */
export async function doneOnThread<T>(job: Job): Promise<T | undefined> {
  return (await idlest()?.ask(job)) as T | undefined
}

/** Threads are started when there is work for them and stay; a program may end while they are idle. */
function idlest(): Thread | undefined {
  const [best] = threads.sort((a, b) => a.load() - b.load())
  if (best?.load() === 0 || threads.length >= mostThreads) return best
  if (!existsSync(workerFile)) return best
  const started = startThread()
  threads.push(started)
  return started
}

function startThread() {
  const worker = new Worker(workerFile, { resourceLimits })
  const waiting: ((answer: unknown) => void)[] = []
  worker.unref()
  const giveUp = () => {
    const at = threads.findIndex((thread) => thread.worker === worker)
    if (at >= 0) threads.splice(at, 1)
    for (const answer of waiting.splice(0)) answer(undefined)
  }
  worker.on('message', (answer: unknown) => {
    waiting.shift()?.(answer)
    if (waiting.length === 0) worker.unref()
  })
  worker.on('error', giveUp)
  worker.on('exit', giveUp)
  return {
    worker,
    /** Jobs in work. */
    load: () => waiting.length,
    ask: (job: Job) =>
      new Promise<unknown>((answer) => {
        worker.ref()
        waiting.push(answer)
        worker.postMessage(job)
      }),
  }
}
