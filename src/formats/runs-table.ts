// A table of runs trained elsewhere (Weights & Biases, Optuna, a spreadsheet): hyper-parameters and metrics by run, to be joined to networks by id.
import type { TableRow } from './networks-table.ts'

export interface RunsTable {
  /** What wrote it, as far as its columns tell. */
  source: 'wandb' | 'optuna' | 'table'
  /** Runs by id, in the file's order; of a table with a row a step the last and the best of each run. */
  rows: Map<string, TableRow>
  /** Names of the columns, the id's left out. */
  columns: string[]
  /** What the reader should know, a sentence each. */
  warnings: string[]
}
