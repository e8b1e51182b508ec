// Every term that the page uses, in one sentence, with the method page that says it exactly.

interface Gloss { /** As a heading. */ term: string, gloss: string, page: string }

export const GLOSSARY = {
  probe: { term: 'Probe', gloss: 'One of the held-out inputs that every network is shown, so that their answers can be compared.', page: 'data' },
  representation: { term: 'Representation', gloss: 'What a layer of a network answers to the probes: one point per probe, one axis per unit.', page: 'manifold' },
  diffusionOperator: { term: 'Diffusion operator', gloss: 'The matrix P of chances with which a random walker steps from probe to probe, likelier where a layer holds them close.', page: 'manifold' },
  diffusionDistance: { term: 'Diffusion distance', gloss: 'How far two networks’ diffusion operators differ, entry by entry: the Frobenius norm of P₁ − P₂.', page: 'manifold' },
  scale: { term: 'Scale', gloss: 'What a network’s own distances are divided by before the kernel, so that the size of its activations does not count.', page: 'manifold' },
  sigma: { term: 'σ', gloss: 'Width of the kernel: how far a probe still counts as a neighbour, in units of the scale.', page: 'manifold' },
  phate: { term: 'PHATE', gloss: 'A layout that keeps branches and clusters by comparing where random walks from each network lead.', page: 'phate' },
  potentialDistance: { term: 'Potential distance', gloss: 'How differently two networks see all others after t steps of diffusion; PHATE draws these distances.', page: 'phate' },
  t: { term: 't', gloss: 'Diffusion time: how many steps the random walk takes; small t shows the fine grain, large t the trend.', page: 'phate' },
  walkTime: { term: 't of the entropy', gloss: 'How many steps the walk over the probes takes before its entropy is read; a larger t hears only the slowest directions.', page: 'entropy' },
  knee: { term: 'Knee', gloss: 'The bend of the entropy curve, after which more diffusion removes signal and no longer noise; t stands there on auto.', page: 'phate' },
  knn: { term: 'knn', gloss: 'Number of nearest neighbours that set the width of the kernel at each network.', page: 'phate' },
  decay: { term: 'Decay α', gloss: 'How steeply PHATE’s kernel falls beyond the knn-th neighbour; at 40 it is almost a step.', page: 'phate' },
  gamma: { term: 'Potential γ', gloss: 'How chances become potentials: 1 takes logarithms, 0 square roots.', page: 'phate' },
  landmark: { term: 'Landmark', gloss: 'A group of networks that stands for its members where there are too many to diffuse over singly.', page: 'phate' },
  stress: { term: 'Stress', gloss: 'How far distances on the picture are off from those they stand for: 0 is exact, 0.1 fair, 0.2 poor.', page: 'phate' },
  procrustes: { term: 'Procrustes', gloss: 'Turning, mirroring and scaling one set of points so that it lies as close as it can to another.', page: 'manifold' },
  landing: { term: 'Landing', gloss: 'Placing a new network on the standing map by its distances, without moving anybody else.', page: 'manifold' },
  spectralEntropy: { term: 'Spectral entropy', gloss: 'In how many directions a layer’s cloud of points extends, as a random walk over it sees them, in bits.', page: 'entropy' },
  mutualInformation: { term: 'Mutual information', gloss: 'How much of a layer’s spectral entropy the classes explain, in bits.', page: 'entropy' },
  eigenvalue: { term: 'Eigenvalue', gloss: 'How slowly diffusion forgets one direction of the cloud: 1 never, 0 at once.', page: 'entropy' },
  persistence: { term: 'Persistence', gloss: 'How long a loop or gap stays open while points within a growing distance of each other are joined.', page: 'persistence' },
  diagram: { term: 'Persistence diagram', gloss: 'One dot for each loop or piece: across, the distance at which it appears; up, the one at which it is gone.', page: 'persistence' },
  barcode: { term: 'Barcode', gloss: 'One bar for each loop or piece, from the distance at which it appears to the one at which it is gone.', page: 'persistence' },
  betti: { term: 'Betti curve', gloss: 'How many pieces (H0) or loops (H1) there are at each distance.', page: 'persistence' },
  wasserstein: { term: 'Wasserstein distance', gloss: 'The least total distance by which the dots of one diagram move onto those of another, or onto the diagonal.', page: 'persistence' },
  silhouette: { term: 'Silhouette', gloss: 'Whether points lie nearer to their own class than to the next: 1 far apart, 0 on the border, below 0 in the wrong one.', page: 'separation' },
  distanceRatio: { term: 'Distance ratio', gloss: 'Mean distance between classes over mean distance within: above 1, classes lie apart.', page: 'separation' },
  walkMass: { term: 'Walk mass', gloss: 'Chance that one step of the random walk stays within its class.', page: 'separation' },
  cka: { term: 'CKA', gloss: 'Likeness of two sets of similarities, 0 to 1, whichever way they are turned or scaled; to the labels: how much a layer is about them.', page: 'separation' },
  daviesBouldin: { term: 'Davies–Bouldin', gloss: 'Spread of the classes over the distance of their centres, against the worst neighbour: smaller is better.', page: 'separation' },
  calinskiHarabasz: { term: 'Caliński–Harabasz', gloss: 'Variance between the classes’ centres over variance within the classes: larger is better.', page: 'separation' },
  dendrogram: { term: 'Dendrogram', gloss: 'A tree that joins what is closest first; the height of a join is the distance that it bridges.', page: 'clusters' },
  linkage: { term: 'Linkage', gloss: 'What counts as the distance of two clusters: average over members, the largest, or the growth in variance (Ward).', page: 'clusters' },
  modularity: { term: 'Modularity', gloss: 'How many more links lie within communities than chance would put there; above 0.3 is usually real.', page: 'clusters' },
  randIndex: { term: 'Adjusted Rand index', gloss: 'How far two ways of sorting the same things agree: 1 fully, 0 no more than chance.', page: 'clusters' },
  roughness: { term: 'Roughness', gloss: 'How much a measure changes between neighbours on the map, over its spread: 0 constant, about 1 random.', page: 'smoothness' },
  permutationTest: { term: 'Permutation null', gloss: 'The same number for values that were shuffled over the networks: what chance alone would give.', page: 'smoothness' },
  cliffsDelta: { term: 'Cliff’s δ', gloss: 'Chance that a network of A beats one of B, less the chance of the reverse: 1 always, 0 a draw, −1 never.', page: 'statistics' },
  enriched: { term: 'Over-represented', gloss: 'How many times more often a value occurs in the selection than among all networks.', page: 'statistics' },
  spearman: { term: 'Spearman’s ρ', gloss: 'Whether two measures rise together, by ranks alone: 1 always, 0 not at all, −1 one falls as the other rises.', page: 'statistics' },
  importance: { term: 'Permutation importance', gloss: 'How much worse a prediction gets when one hyper-parameter’s values are shuffled among the networks.', page: 'importance' },
  trustworthiness: { term: 'Trustworthiness', gloss: 'Whether dots that are neighbours on the picture are neighbours by distance too: 1 all, 0.5 by chance.', page: 'trust' },
  continuity: { term: 'Continuity', gloss: 'Whether neighbours by distance have stayed neighbours on the picture: 1 all have.', page: 'trust' },
  checkpoint: { term: 'Checkpoint', gloss: 'A network as it was after some epochs of its training, kept.', page: 'training' },
  diverged: { term: 'Diverged', gloss: 'Training broke off because the loss stopped being a finite number; such a network has no place on the map.', page: 'training' },
  confusion: { term: 'Confusion matrix', gloss: 'How many test images of each class the network took for which class; right answers stand on the diagonal.', page: 'training' },
  epoch: { term: 'Epoch', gloss: 'One pass of training over all rows of the data.', page: 'training' },
  inpca: { term: 'InPCA', gloss: 'A layout of networks by their predictions that keeps distances exactly, with some axes that count negative.', page: 'inpca' },
} as const satisfies Record<string, Gloss>

export type TermName = keyof typeof GLOSSARY

/** The terms that measures of a network are, by the measures' keys. */
export const TERM_OF: Partial<Record<string, TermName>> = {
  spectralEntropy: 'spectralEntropy', silhouette: 'silhouette', cka: 'cka', distanceRatio: 'distanceRatio', walkMass: 'walkMass', daviesBouldin: 'daviesBouldin',
  calinskiHarabasz: 'calinskiHarabasz', loopPersistence: 'persistence', longestLoop: 'barcode', componentPersistence: 'persistence',
}
