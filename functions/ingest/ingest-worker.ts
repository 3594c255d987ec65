import { parentPort } from 'node:worker_threads'
import { doJob, type Job } from './jobs.ts'

/** The thread of `doneOnThread`: one answer per job, in their order. What fails is done again, and told, by the main thread. */
parentPort?.on('message', (job: Job) => {
  try {
    parentPort?.postMessage(doJob(job))
  } catch {
    parentPort?.postMessage(undefined)
  }
})
