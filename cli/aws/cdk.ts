import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import type { Place } from './place.ts'

/** The cdk command line. `run` shows what it says and answers its exit code. */
export interface Cdk {
  run(words: readonly string[], signal: AbortSignal): Promise<number>
}

/** The installed cdk, as a process of its own on the Node that runs us. */
export const installedCdk = (packageRoot: string): Cdk => ({
  run: (words, signal) =>
    new Promise((resolve, reject) => {
      const cdk = join(packageRoot, 'node_modules', 'aws-cdk', 'bin', 'cdk')
      // Its stdout is for people too; ours is for paths and JSON.
      const child = spawn(process.execPath, [cdk, ...words], { cwd: packageRoot, stdio: ['inherit', 2, 2], signal })
      child.on('error', reject)
      child.on('exit', (code) => resolve(code ?? 1))
    }),
})

/** What every call says: our app, this stage, this settings file, and no questions to a terminal. */
export const appWords = (place: Place, packageRoot: string): readonly string[] => [
  '--app',
  `"${process.execPath}" "${join(packageRoot, 'infra', 'app.ts')}"`,
  '-c',
  `stage=${place.stage}`,
  '-c',
  `settings=${place.settingsPath}`,
  '-c',
  `dist=${join(packageRoot, 'dist', 'functions')}`,
]

const template = z.object({ Resources: z.record(z.string(), z.object({ Type: z.string() })) })

/** How many resources of each type the templates in a folder hold. */
export async function countResources(folder: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.template.json'))) {
    const { Resources } = template.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))
    for (const { Type } of Object.values(Resources)) counts.set(Type, (counts.get(Type) ?? 0) + 1)
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

export const newAssembly = (): Promise<string> => mkdtemp(join(tmpdir(), 'concord-cdk-'))
