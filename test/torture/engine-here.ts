import { duckdbEngine } from '#test/local-aws/athena/duckdb-engine.ts'
import { trinoEngine } from '#test/local-aws/athena/trino-engine.ts'
import { startTrino } from '#test/trino/server.ts'
import { trinoMissing } from '../../bin/trino-home.mjs'

const missing = trinoMissing()

/** What stands behind Athena in nights that are nobody's daily run: a real Trino where there is one. */
export const engineName = missing ? `DuckDB (Trino ${missing})` : 'Trino'

export async function engineHere() {
  if (missing) return { engine: duckdbEngine, stop: async () => {} }
  const server = await startTrino()
  return { engine: trinoEngine(server), stop: server.stop }
}
