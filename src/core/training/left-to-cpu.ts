// Which networks only the engines of the CPU train.
import type { Hyperparameters } from '../network.ts'

/** Rows that change from epoch to epoch, and false tasks before the true one: the engines on GPUs know neither. */
export const leftToCpu = ({ augmentation, start }: Hyperparameters): boolean =>
  augmentation === 'shifts' || augmentation === 'noise' || start === 'labels' || start === 'subset'
