# What the panels show of the map that ships, computed again with NumPy, SciPy, scikit-learn and GUDHI alone; writes shipped-map.json.
# python3 scripts/shipped-map.py  (made with NumPy 1.24.2, SciPy 1.10.1, scikit-learn 1.2.1, GUDHI 3.7.1)
import json
from pathlib import Path
import gudhi
import numpy as np
from scipy.cluster.hierarchy import cophenet, fcluster, linkage
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import pdist, squareform
from scipy.stats import hypergeom, spearmanr
from scipy.stats.contingency import association
from sklearn.metrics import silhouette_samples
from sklearn.manifold import trustworthiness

here = Path(__file__).parent
maps = here.parent / 'public/maps'
head, detail, kept = (np.load(maps / f'digits{part}.npz') for part in ('', '.detail', '.activations'))
rows = {row['id']: row for row in json.loads(head['networks.json'])}
ids, places, N, n = head['ids'], head['embedding'], len(head['ids']), 200
layer = lambda i: kept[f'activations/{i}'].astype(float)
accuracy = np.array([rows[i]['outcome']['testAccuracy'] for i in ids])
labels = np.repeat(np.arange(10), 20)  # probes are listed class by class, twenty of each
SOME = [0, 1, 12, 33, 69, 112, 117, 146, 298]


def spectrum(D, sigma):
    G = np.exp(-D**2 / (2 * sigma**2))
    q = G.sum(1)
    return np.sort(np.abs(np.linalg.eigvalsh(G / np.sqrt(np.outer(q, q)))))[::-1]


def bits(eigenvalues, t):  # -sum a log2 a, with the largest weight split off so that tiny entropies keep their digits
    w = (eigenvalues[1:] / eigenvalues[0])**t
    w = w[w > 0]
    rest = w.sum()
    return (np.log1p(rest) - (w * np.log(w)).sum() / (1 + rest)) / np.log(2)


def entropy_correlations():
    every = ids[::5]
    out = []
    for sigma in (0.35, 1, 2):
        spectra = []
        for i in every:
            d = pdist(layer(i))
            m = np.median(d)
            spectra.append(spectrum(squareform(d), sigma * m) if m > 0 else np.eye(n)[0])
        outcome = accuracy[::5]
        out += [[sigma, t, spearmanr([bits(s, t) for s in spectra], outcome)[0]] for t in (0.5, 1, 5, 20, 50)]
    return out


def operator(x):
    d = pdist(x)
    W = np.exp(-(squareform(d) / d.mean())**2 / (2 * 0.5**2))
    return W / W.sum(1, keepdims=True)


def unit(x):
    x = x - x.mean(0)
    return x / np.linalg.norm(x)


def bars(x):
    d = pdist(x)
    D = squareform(d).astype('f4').astype(float)
    tree = gudhi.RipsComplex(distance_matrix=D, max_edge_length=D.max(1).min()).create_simplex_tree(max_dimension=2)
    tree.compute_persistence(homology_coeff_field=2)
    return tree.persistence_intervals_in_dimension(1) / d.mean()


def wasserstein(a, b):
    m, k = len(a), len(b)
    cost = np.zeros((m + k, m + k))
    cost[:m, :k] = np.abs(a[:, None] - b[None]).max(2)
    cost[:m, k:] = (a[:, 1] - a[:, 0])[:, None] / 2
    cost[m:, :k] = (b[:, 1] - b[:, 0])[None] / 2
    return cost[linear_sum_assignment(cost)].sum()


def pairs():
    xs = [layer(i) for i in SOME]
    P = [operator(x) for x in xs]
    diagrams = [bars(x) for x in xs]
    both = [(a, b) for a in range(len(SOME)) for b in range(a + 1, len(SOME))]
    walks = {t: np.array([np.linalg.norm(np.linalg.matrix_power(P[a], t) - np.linalg.matrix_power(P[b], t)) for a, b in both]) for t in (1, 2, 4, 8)}
    cka = lambda a, b: 1 - np.linalg.norm(unit(b).T @ unit(a))**2 / np.linalg.norm(unit(a).T @ unit(a)) / np.linalg.norm(unit(b).T @ unit(b))
    return {
        'diffusion': walks[1].tolist(),
        'multi': np.sqrt(np.mean([(d / np.median(d))**2 for d in walks.values()], 0)).tolist(),
        'cka': [cka(xs[a], xs[b]) for a, b in both],
        'procrustes': [2 - 2 * np.linalg.svd(unit(xs[a]).T @ unit(xs[b]), compute_uv=False).sum() for a, b in both],
        'rsa': [1 - spearmanr(pdist(xs[a]), pdist(xs[b]))[0] for a, b in both],
        'wasserstein': [wasserstein(diagrams[a], diagrams[b]) for a, b in both],
        'loops': [[len(b), (b[:, 1] - b[:, 0]).sum()] for b in diagrams],
    }


def classes(i):
    x = layer(i)
    D = squareform(pdist(x))
    centre = x.mean(0)
    own = [x[labels == c] for c in range(10)]
    mean = [[D[np.ix_(labels == a, labels == b)].sum() / (400 if a != b else 380) for b in range(10)] for a in range(10)]
    return {
        'id': i,
        'silhouettes': [silhouette_samples(D, labels, metric='precomputed')[labels == c].mean() for c in range(10)],
        'between': [20 * ((c.mean(0) - centre)**2).sum() for c in own],
        'within': [((c - c.mean(0))**2).sum() for c in own],
        'distances': np.ravel(mean).tolist(),
    }


def graph():
    D = squareform(detail['distance'])
    eps = np.sort(D, 1)[:, 5]
    eps[eps == 0] = 1e-12 * np.median(D[D > 0])
    with np.errstate(over='ignore'):
        K = np.exp(-(D / eps[:, None])**40)
    K[K < 1e-4] = 0
    K = (K + K.T) / 2
    q = K.sum(1)
    L = np.eye(N) - K / np.sqrt(np.outer(q, q))
    g = np.sqrt(q) * (accuracy - (q * accuracy).sum() / q.sum())
    share = (np.linalg.eigh(L)[1].T @ g)**2 / (g @ g)
    U = -np.log(np.linalg.matrix_power(K / q[:, None], 13) + 1e-7)
    return D, squareform(pdist(U)), g @ L @ g / (g @ g), [share[:k].sum() for k in (2, 5, 10, 20)]


def trust(D, k=10):
    def order(A):
        A = A.copy()
        np.fill_diagonal(A, -1)
        return np.argsort(np.argsort(A, 1, kind='stable'), 1)
    M = squareform(pdist(places))
    r, s = order(D), order(M)
    scale = 2 / (N * k * (2 * N - 3 * k - 1))
    kept = ((0 < r) & (r <= k) & (0 < s) & (s <= k)).sum(1)
    others = ~np.eye(N, dtype=bool)
    return {
        'trustworthiness': 1 - scale * (r - k)[(0 < s) & (s <= k) & (r > k)].sum(),
        'continuity': 1 - scale * (s - k)[(0 < r) & (r <= k) & (s > k)].sum(),
        'sklearn': trustworthiness(D, places, n_neighbors=k, metric='precomputed'),
        'kept': np.bincount(kept, minlength=k + 1).tolist(),
        'order': np.median([spearmanr(D[i][others[i]], M[i][others[i]])[0] for i in range(N)]),
    }


def groups():
    tree = linkage(places, 'ward')
    cut = fcluster(tree, 6, 'maxclust')
    sizes = np.bincount(cut)
    a, b = (np.flatnonzero(cut == np.flatnonzero(sizes == size)[0]) for size in (67, 92))
    d = np.sign(accuracy[a][:, None] - accuracy[b][None])
    m, k, delta = *d.shape, d.mean()
    s2 = (k**2 * ((d.mean(1) - delta)**2).sum() + m**2 * ((d.mean(0) - delta)**2).sum() - ((d - delta)**2).sum()) / (m * k * (m - 1) * (k - 1))
    z2 = 1.959963984540054**2 * s2
    half = np.sqrt(z2 * ((1 - delta**2)**2 + z2))
    names = lambda which: [rows[i]['hyper']['optimiser'] for i in ids[which]]
    table = [[names(which).count(name) for name in ('sgd', 'momentum', 'adam', 'adamw')] for which in (a, b)]
    sgd = names(np.arange(N)).count('sgd')
    return {
        'heights': tree[-12:, 2].tolist(),
        'cophenetic': cophenet(tree, pdist(places))[0],
        'averageCophenetic': cophenet(linkage(detail['distance'], 'average'), detail['distance'])[0],
        'sizes': sorted(sizes[1:].tolist()),
        'a': ids[a].tolist(), 'b': ids[b].tolist(),
        'delta': [delta, (delta - delta**3 - half) / (1 - delta**2 + z2), (delta - delta**3 + half) / (1 - delta**2 + z2)],
        'v': association(np.array(table), method='cramer'),
        'sgd': [table[1][0], sgd, float(hypergeom.sf(table[1][0] - 1, N, sgd, len(b)))],
    }


D, potential, energy, slow = graph()
found = {
    'entropy': entropy_correlations(), 'some': SOME, 'pairs': pairs(), 'classes': [classes(i) for i in (117, 12)],
    'energy': energy, 'slow': slow, 'trust': trust(D), 'drawn': trust(potential), 'groups': groups(),
}
(here / 'shipped-map.json').write_text(json.dumps(found, default=float) + '\n')
