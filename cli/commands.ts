// All commands by name, in the order in which help lists them.
import type { Command } from './command.ts'
import { clusters } from './commands/clusters.ts'
import { distances } from './commands/distances.ts'
import { entropy } from './commands/entropy.ts'
import { inpca } from './commands/inpca.ts'
import { inspect } from './commands/inspect.ts'
import { map } from './commands/map.ts'
import { persistence } from './commands/persistence.ts'
import { phate } from './commands/phate.ts'
import { run } from './commands/run.ts'
import { search } from './commands/search.ts'
import { separation } from './commands/separation.ts'
import { suggest } from './commands/suggest.ts'
import { train } from './commands/train.ts'
import { wasserstein } from './commands/wasserstein.ts'

export const COMMANDS: Record<string, Command> = { phate, persistence, wasserstein, entropy, separation, clusters, inpca, distances, map, inspect, run, train, search, suggest }
