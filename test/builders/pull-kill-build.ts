import type { build } from '#aggregate/build.ts'
import { keys } from '#shared/names.ts'
import { badSpend, smallProject } from './small-project.ts'

/** Builds from data that a check refuses; answers what readers see that they must not. */
export async function buildRefused(engine: typeof build): Promise<string | undefined> {
  const project = await smallProject()
  try {
    await engine(project.rt, project.options)
    const before = (await project.rt.lake.head(keys.published))?.etag
    await badSpend(project.rt.lake)
    await engine(project.rt, project.options).catch(() => undefined)
    const after = (await project.rt.lake.head(keys.published))?.etag
    return before === after ? undefined : 'a build was published that its checks refuse'
  } finally {
    project.remove()
  }
}
