// BibTeX of Netfold, of the two papers that it makes explorable, and of the methods and data of the map on screen.
import type { MapView } from '../state.ts'

const NETFOLD = `@software{netfold,
  title   = {Netfold: a visual explorer of the manifold of neural networks},
  author  = {{The Netfold authors}},
  version = {VERSION},
  year    = {2026}
}`

const ABEL = `@misc{abel2024manifold,
  title         = {Exploring the Manifold of Neural Networks Using Diffusion Geometry},
  author        = {Abel, Elliott and Steindl, Andrew J. and Mazioud, Selma and Schueler, Ellie and Ogundipe, Folu and Zhang, Ellen and Grinspan, Yvan and Reimann, Kristof and Crevasse, Peyton and Bhaskar, Dhananjay and Viswanath, Siddharth and Zhang, Yanlei and Rudner, Tim G. J. and Adelstein, Ian and Krishnaswamy, Smita},
  year          = {2024},
  eprint        = {2411.12626},
  archivePrefix = {arXiv}
}`

const MAO = `@article{mao2024training,
  title   = {The training process of many deep networks explores the same low-dimensional manifold},
  author  = {Mao, Jialin and Griniasty, Itay and Teoh, Han Kheng and Ramesh, Rahul and Yang, Rubing and Transtrum, Mark K. and Sethna, James P. and Chaudhari, Pratik},
  journal = {Proceedings of the National Academy of Sciences},
  volume  = {121},
  number  = {12},
  pages   = {e2310002121},
  year    = {2024},
  doi     = {10.1073/pnas.2310002121},
  note    = {arXiv:2305.01604}
}`

const PHATE = `@article{moon2019visualizing,
  title   = {Visualizing structure and transitions in high-dimensional biological data},
  author  = {Moon, Kevin R. and van Dijk, David and Wang, Zheng and Gigante, Scott and Burkhardt, Daniel B. and Chen, William S. and Yim, Kristina and van den Elzen, Antonia and Hirn, Matthew J. and Coifman, Ronald R. and Ivanova, Natalia B. and Wolf, Guy and Krishnaswamy, Smita},
  journal = {Nature Biotechnology},
  volume  = {37},
  number  = {12},
  pages   = {1482--1492},
  year    = {2019},
  doi     = {10.1038/s41587-019-0336-3}
}`

const ENTROPY = `@misc{liao2023assessing,
  title         = {Assessing Neural Network Representations During Training Using Noise-Resilient Diffusion Spectral Entropy},
  author        = {Liao, Danqi and Liu, Chen and Christensen, Benjamin W. and Tong, Alexander and Huguet, Guillaume and Wolf, Guy and Nickel, Maximilian and Adelstein, Ian and Krishnaswamy, Smita},
  year          = {2023},
  eprint        = {2312.04823},
  archivePrefix = {arXiv}
}`

const CKA = `@inproceedings{kornblith2019similarity,
  title     = {Similarity of Neural Network Representations Revisited},
  author    = {Kornblith, Simon and Norouzi, Mohammad and Lee, Honglak and Hinton, Geoffrey},
  booktitle = {Proceedings of the 36th International Conference on Machine Learning},
  series    = {Proceedings of Machine Learning Research},
  volume    = {97},
  pages     = {3519--3529},
  year      = {2019}
}`

const RSA = `@article{kriegeskorte2008representational,
  title   = {Representational similarity analysis -- connecting the branches of systems neuroscience},
  author  = {Kriegeskorte, Nikolaus and Mur, Marieke and Bandettini, Peter},
  journal = {Frontiers in Systems Neuroscience},
  volume  = {2},
  pages   = {4},
  year    = {2008},
  doi     = {10.3389/neuro.06.004.2008}
}`

const DIGITS = `@misc{alpaydin1998optical,
  title        = {Optical Recognition of Handwritten Digits},
  author       = {Alpaydin, Ethem and Kaynak, Cenk},
  year         = {1998},
  howpublished = {UCI Machine Learning Repository},
  doi          = {10.24432/C50P49}
}`

/** Entries one behind the other: Netfold and both papers always, then what this map was made with. */
export function bibtexOf({ manifest: { dataset, geometry: { metric } }, networks }: Pick<MapView, 'manifest' | 'networks'>): string {
  const measured = (name: string): boolean => networks.some(row => Number.isFinite(row.measures?.[name] ?? NaN))
  return [
    NETFOLD.replace('VERSION', __VERSION__), ABEL, MAO, PHATE,
    ...measured('spectralEntropy') ? [ENTROPY] : [],
    ...metric === 'cka' || measured('cka') ? [CKA] : [],
    ...metric === 'rsa' ? [RSA] : [],
    ...dataset?.id === 'digits' ? [DIGITS] : [],
  ].join('\n\n') + '\n'
}
