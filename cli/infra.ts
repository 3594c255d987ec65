// The light half of infra/: names, settings and cost, without CDK, so that the command line starts at once.
export { monthlyCost, sumOf, volumesShown } from '../infra/cost.ts'
export { type Names, namesOf } from '../infra/names.ts'
export { pricesAsOf } from '../infra/prices.ts'
export { loadSettings, type StageSettings, settingsFile } from '../infra/settings.ts'
