// A population as a PyTorch script that trains it again: hyper-parameters and seeds inside, data by the same formulas and the same generator.
import type { DatasetSettings } from '../../core/data/dataset.ts'
import type { Hyperparameters, NetworkRow } from '../../core/network.ts'
import { dataCode } from './data.ts'
import { MAIN } from './main.ts'
import { SEEDED } from './seeded.ts'
import { TRAINING } from './training.ts'

/** `networks`: those with hyper-parameters and seeds are written. `from`: a sentence on what made them, for the script's head. */
export interface ScriptOf { title: string, dataset: DatasetSettings, classes: number, networks: readonly NetworkRow[], from: string, version: string }

const KEYS: readonly (keyof Hyperparameters)[] = [
  'family', 'depth', 'width', 'activation', 'optimiser', 'learningRate', 'weightDecay', 'batchSize', 'dropout', 'epochs', 'initScale', 'labelNoise', 'trainFraction',
  'augmentation', 'start',
]

/** Python 3.9 or later with torch, numpy and, for the digits, scikit-learn. The same networks always give the same text. */
export function writePytorchScript({ title, dataset, classes, networks, from, version }: ScriptOf): string {
  const rows = networks.flatMap(row => row.hyper && row.weightSeed !== null && row.orderSeed !== null ? [rowOf(row)] : [])
  const columns = ['id', ...KEYS, 'weightSeed', 'orderSeed', 'netfoldTestAccuracy', 'netfoldDivergedAt']
  const shape = dataset.own?.shape ?? []
  return `#!/usr/bin/env python3
"""Trains ${counted(rows.length)} of ${oneLine(title)} again with PyTorch.

Written by Netfold ${oneLine(version)}. ${oneLine(from)}
Data, split, rows, label noise, initial weights, batches, dropout masks, augmented rows and false tasks are Netfold's own, number for number; the arithmetic is PyTorch's
float32, so figures agree closely at first and drift apart as rounding grows.

    pip install torch numpy${dataset.id === 'digits' ? ' scikit-learn' : ''}
    python3 THIS_FILE.py --out bundle.npz

The bundle holds what Netfold needs to map them: drop it on the page.
"""
import argparse
import csv
import hashlib
import io
import math
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

DATA = ${python(dataset.id)}
DATA_SEED = ${dataset.seed}
NOISE = ${dataset.noise}  # of points in the plane
DECAY = ${dataset.decay}  # of the teacher's inputs
CLASSES = ${classes}

COLUMNS = ${list(columns)}
NETWORKS = [
${rows.map(row => `    ${list(row)},`).join('\n')}
]
${SEEDED}
${dataCode(dataset.id, shape)}
${TRAINING}
${MAIN}`
}

const counted = (count: number): string => `${count} network${count === 1 ? '' : 's'}`

type Cell = string | number | null

const rowOf = ({ id, hyper, weightSeed, orderSeed, outcome }: NetworkRow): Cell[] =>
  [id, ...KEYS.map(key => hyper![key]), weightSeed, orderSeed, outcome.divergedAt === null ? outcome.testAccuracy : null, outcome.divergedAt]

const list = (cells: readonly Cell[]): string => `[${cells.map(python).join(', ')}]`

/** A literal: numbers as their shortest text that reads back equal, in Python as here. */
function python(cell: Cell): string {
  if (cell === null || (typeof cell === 'number' && !Number.isFinite(cell))) return 'None'
  return typeof cell === 'number' ? String(cell) : `'${cell.replaceAll(/[^\w .:-]/g, '')}'`
}

/** A stranger's title within a docstring: one line, without quotes and backslashes. */
const oneLine = (text: string): string => text.replaceAll(/["\\\s]+/g, ' ').trim()
