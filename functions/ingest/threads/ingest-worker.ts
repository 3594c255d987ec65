import { parentPort } from 'node:worker_threads'
import { doJob, heldBy, type Job } from './jobs.ts'

/** The thread of `doneOnThread`: one answer per job, in their order. What fails is done again, and told, by the main thread. */
parentPort?.on('message', (job: Job) => {
  try {
    const answer = doJob(job)
    parentPort?.postMessage(answer, heldBy(answer))
  } catch {
    parentPort?.postMessage(undefined)
  }
})
