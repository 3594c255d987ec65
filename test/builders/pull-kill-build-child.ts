// A child process: builds a small project over a folder. What its checks refuse is its only output: nothing.
import { join } from 'node:path'
import { build } from '#aggregate/build.ts'
import { folderLake } from '#shared/lake/folder.ts'
import { smallProject } from './small-project.ts'

const project = await smallProject()
process.stdout.write('ready\n')
const lake = folderLake(join(process.argv[2] ?? '', 'lake'))
await build({ ...project.rt, lake }, project.options).catch(() => undefined)
project.remove()
