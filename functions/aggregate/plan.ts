import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Graph } from './graph.ts'
import type { LookupDefinition, ModelDefinition } from './model.ts'

export type Step = ModelDefinition | LookupDefinition

const stale = (name: string) =>
  new Bug({
    code: 'GRAPH_STALE',
    what: say(`В графе моделей нет ${name}`, `The model graph lacks ${name}`),
    hint: say('Выполните: npm run graph', 'Run: npm run graph'),
    where: 'functions/aggregate/models/graph.json',
  })

const cycle = (names: readonly string[]) =>
  new Bug({
    code: 'GRAPH_CYCLE',
    what: say(
      `Модели читают друг друга по кругу: ${names.join(', ')}`,
      `Models read each other in a circle: ${names.join(', ')}`,
    ),
  })

/** What readers outside a build see. */
export const isShown = (step: Step) => step.layer === 'mart' || step.layer === 'check'

/**
 * The order of a build: each step right before the first that needs it, marts and checks as soon as they can be, so that what
 * they read needn't be kept. Errors: Bug.
 */
export function planOrder(models: readonly Step[], graph: Graph): readonly Step[] {
  const steps = planLevels(models, graph).flat()
  const byItsName = new Map(steps.map((step) => [step.name, step]))
  const readsOf = (step: Step) => (graph[step.name] ?? []).filter((name) => byItsName.has(name))
  const made = new Set<string>()
  const order: Step[] = []
  const add = (step: Step) => {
    if (made.has(step.name)) return
    for (const name of readsOf(step)) add(byItsName.get(name)!)
    if (made.has(step.name)) return
    made.add(step.name)
    order.push(step)
    const isReady = (one: Step) => isShown(one) && !made.has(one.name) && readsOf(one).every((name) => made.has(name))
    for (const ready of steps.filter(isReady)) add(ready)
  }
  for (const step of steps) if (isShown(step)) add(step)
  for (const step of steps) add(step)
  return order
}

/** Of every step the tables that nothing reads after it; what a reader outside the build sees (marts, checks) stays. */
export function freedAfter(steps: readonly Step[], graph: Graph): readonly (readonly string[])[] {
  const inside = new Map(steps.filter((step) => !isShown(step)).map((step) => [step.name, step]))
  const last = new Map<string, number>()
  // Whoever reads a view reads what the view reads.
  const use = (name: string, at: number): void => {
    const step = inside.get(name)
    if (!step) return
    last.set(name, at)
    if (step.view) for (const below of graph[name] ?? []) use(below, at)
  }
  for (const [at, step] of steps.entries()) for (const name of [step.name, ...(graph[step.name] ?? [])]) use(name, at)
  return steps.map((_, at) => [...last].filter(([, end]) => end === at).map(([name]) => name))
}

const byName = (a: Step, b: Step) => (a.name < b.name ? -1 : 1)

/** Levels of models: each reads only what the levels before it have made; checks come last. Errors: Bug. */
export function planLevels(models: readonly Step[], graph: Graph): readonly (readonly Step[])[] {
  const names = new Set(models.map((model) => model.name))
  const waitsFor = (model: Step): readonly string[] => {
    const reads = graph[model.name]
    if (!reads) throw stale(model.name)
    return reads.filter((name) => names.has(name))
  }
  const levels: Step[][] = []
  const made = new Set<string>()
  let left = models.filter((model) => model.layer !== 'check').sort(byName)
  while (left.length > 0) {
    const ready = left.filter((model) => waitsFor(model).every((name) => made.has(name)))
    if (ready.length === 0) throw cycle(left.map((model) => model.name))
    for (const model of ready) made.add(model.name)
    levels.push(ready)
    left = left.filter((model) => !made.has(model.name))
  }
  const checks = models.filter((model) => model.layer === 'check').sort(byName)
  return checks.length > 0 ? [...levels, checks] : levels
}
