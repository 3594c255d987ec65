import { readFileSync, writeFileSync } from 'node:fs'
import { costTables } from './cost.ts'

/** `node infra/write-cost.ts`: renews the tables of docs/cost.md below its marker. */
const path = `${import.meta.dirname}/../docs/cost.md`
const marker = '<!-- computed by infra/cost.ts: node infra/write-cost.ts -->'
const [head] = readFileSync(path, 'utf8').split(marker)
writeFileSync(path, `${head}${marker}\n\n${costTables()}\n`)
