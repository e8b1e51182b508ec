// Who answers what panels ask: one row a question, in a file of its own under questions/; the types are in asked.ts.
import type { Asked, Question } from './asked.ts'
import type { QuestionRow } from './question-row.ts'
import { alike } from './questions/alike.ts'
import { between } from './questions/between.ts'
import { hierarchy, trust } from './questions/picture.ts'
import { data } from './questions/data.ts'
import { importance } from './questions/importance.ts'
import { kernelHealth } from './questions/kernel-health.ts'
import { plane } from './questions/plane.ts'
import { revisited } from './questions/revisited.ts'
import { smoothness } from './questions/smoothness.ts'
import { layerPortrait, study } from './questions/study.ts'
import { classes, information, layerSpectra, spectra } from './questions/spectra.ts'
import { tensor } from './questions/tensor.ts'
import { diagram, diagrams, matching } from './questions/topology.ts'
import { alikeRuns, averages, betweenRuns, runFactors, shepard } from './questions/trajectories.ts'

export const QUESTIONS: { readonly [Q in Question]: QuestionRow<Asked[Q]['of'], Asked[Q]['answer']> } = {
  alike,
  between,
  diagram,
  diagrams,
  matching,
  classes,
  information,
  layerSpectra,
  data,
  layerPortrait,
  plane,
  revisited,
  hierarchy,
  kernelHealth,
  importance,
  smoothness,
  study,
  trust,
  spectra,
  tensor,
  shepard,
  betweenRuns,
  runFactors,
  averages,
  alikeRuns,
}
