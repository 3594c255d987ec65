import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from '#aggregate/build.ts'
import { folderLake } from '#shared/lake/folder.ts'
import { keys } from '#shared/names.ts'
import { hookSecret } from './pull-hooks-worlds.ts'
import type { KillOptions } from './pull-kill.ts'
import { bundled } from './pull-kill-bundle.ts'
import { pause, startChild } from './pull-kill-process.ts'
import { personalKey } from './pull-kill-run.ts'
import { badSpend, smallProject } from './small-project.ts'

/** Rounds until something is wrong or all are done. */
async function rounds(
  { kills, random, untilWrong }: KillOptions,
  round: (root: string, share: number) => Promise<string[]>,
) {
  const tally = { kills: 0, wrong: [] as string[] }
  while (tally.kills < kills && !(untilWrong && tally.wrong.length > 0)) {
    tally.kills++
    const root = mkdtempSync(join(tmpdir(), 'concord-kill-'))
    tally.wrong.push(...(await round(root, random())))
    rmSync(root, { recursive: true, force: true })
  }
  return tally
}

/** Kills a door while webhooks come in; what it answered 200 must stand in raw. */
export async function killDoors(options: KillOptions) {
  const file = await bundled('pull-kill-door-child')
  return rounds(options, async (root, share) => {
    writeFileSync(join(root, 'secrets.json'), JSON.stringify({ ...personalKey, TOY_HOOK: hookSecret }))
    const door = startChild(file, [root, options.plant ?? ''])
    const port = (await door.ready).trim()
    setTimeout(() => door.child.kill('SIGKILL'), share * 150)
    let answered = 0
    for (let i = 0; ; i++) {
      const sent = fetch(`http://127.0.0.1:${port}/${hookSecret}`, { method: 'POST', body: `leads[add][0][id]=${i}` })
      const answer = await sent.catch(() => undefined)
      if (!answer) break
      if (answer.status === 200) answered++
    }
    await door.ended
    const landed = (await folderLake(join(root, 'lake')).list('raw/')).length
    return landed < answered ? [`${answered} answered, ${landed} landed`] : []
  })
}

/** Kills a build whose checks refuse its data; readers must see the build before it. */
export async function killBuilds(options: KillOptions) {
  const file = await bundled('pull-kill-build-child', options.plant)
  return rounds(options, async (root, share) => {
    const project = await smallProject()
    const lake = folderLake(join(root, 'lake'))
    for (const { key } of await project.rt.lake.list(''))
      await lake.put(key, (await project.rt.lake.get(key))!.bytes, 'absent')
    await build({ ...project.rt, lake }, project.options)
    project.remove()
    const before = (await lake.head(keys.published))?.etag
    await badSpend(lake)
    const child = startChild(file, [root], { TMPDIR: root })
    await child.ready
    await pause(share * 1500)
    child.child.kill('SIGKILL')
    await child.ended
    return (await lake.head(keys.published))?.etag === before ? [] : ['a build was published that its checks refuse']
  })
}
