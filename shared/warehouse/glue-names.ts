/** The database of one build, beside the stable one that BI reads. Permissions are given on this pattern. */
export const buildDatabase = (stable: string, build: string): string => `${stable}_b_${build}`

/** Records only: where a build is planned before it has a name. */
export const planDatabase = (stable: string): string => `${stable}_b_plan`

/** The build of a database, or undefined where it is none's. */
export function buildOf(stable: string, database: string): string | undefined {
  const isBuilds = database.startsWith(`${stable}_b_`) && database !== planDatabase(stable)
  return isBuilds ? database.slice(`${stable}_b_`.length) : undefined
}
