import { writeFileSync } from 'node:fs'
import { connectorsPage } from './docs.ts'

/** `node cli/connect/write-docs.ts`: renews docs/connectors.md and docs/connectors.ru.md. */
const folder = `${import.meta.dirname}/../../docs`
writeFileSync(`${folder}/connectors.md`, connectorsPage('en'))
writeFileSync(`${folder}/connectors.ru.md`, connectorsPage('ru'))
