import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readPage } from '#ingest/pull/pages.ts'
import { folderLake } from '#shared/lake/folder.ts'

/** `node bench/bare-server.ts <lake>`: sends each landed answer under its number; says where and how many. */
const lake = folderLake(process.argv[2] ?? '.')
const landed = await lake.list('raw/')
const bodies = await Promise.all(landed.map(async ({ key }) => Buffer.from((await readPage(lake, key)).text)))
const server = createServer(({ url = '/' }, answer) => answer.end(bodies[Number(url.slice(1))]))
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}`, answers: bodies.length }))
})
