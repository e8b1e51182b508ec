// What the large grading found, as it lies beside the page: believed where it has the shape of one, and left out where not.
import type { Published } from './experiments-state.ts'

/** Budgets 5, 10, 15, … */
const STEP = 5
const MOST = { tasks: 8, methods: 40, budgets: 100 }

type Fields = Record<string, unknown>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: unknown, most: number): value is unknown[] => Array.isArray(value) && value.length > 0 && value.length <= most
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 200
const isCurve = (value: unknown): value is number[] => isList(value, MOST.budgets) && value.every(Number.isFinite)

/** Null where it is none. */
export function publishedFrom(value: unknown): Published | null {
  if (!isFields(value) || !Number.isInteger(value.repeats) || !isList(value.tasks, MOST.tasks)) return null
  const tasks = value.tasks.map(taskFrom)
  return tasks.every(task => task !== null) ? { repeats: value.repeats as number, tasks } : null
}

function taskFrom(value: unknown): Published['tasks'][number] | null {
  if (!isFields(value) || !isText(value.id) || !isText(value.title) || !Number.isFinite(value.members) || !isList(value.methods, MOST.methods)) return null
  const methods = value.methods.map(methodFrom)
  return methods.every(method => method !== null) ? { id: value.id, title: value.title, members: value.members as number, methods } : null
}

function methodFrom(value: unknown): Published['tasks'][number]['methods'][number] | null {
  if (!isFields(value) || !isText(value.name)) return null
  const { name, median, lower, upper } = value
  if (!isCurve(median) || !isCurve(lower) || !isCurve(upper) || lower.length !== median.length || upper.length !== median.length) return null
  return { name, regret: median.map((middle, k) => ({ budget: STEP * (k + 1), lower: lower[k], median: middle, upper: upper[k] })) }
}
