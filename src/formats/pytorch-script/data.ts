// Python, part 2: the data sets, their splits and probes, as in core/data.

const SPLITS = String.raw`
# --- Data ----------------------------------------------------------------------------------------------------------------------------

PROBES = 200


def split(labels, classes, test_count, probe_count, seed):
    """Train, test and probe rows: every class in proportion, probes balanced over classes and part of the test rows."""
    by_class = []
    for label in range(classes):
        rows = np.flatnonzero(labels == label)
        by_class.append(rows[shuffled(len(rows), uniform(derive_seed(seed, 'split', label), len(rows)))])
    sizes = [len(rows) for rows in by_class]
    total = min(test_count, sum(sizes))
    exact = [size * total / max(1, sum(sizes)) for size in sizes]
    tests = [math.floor(share) for share in exact]
    by_remainder = sorted(range(classes), key=lambda label: (-(exact[label] - tests[label]), label))
    for label in by_remainder[:total - sum(tests)]:
        tests[label] += 1
    probes, left, label = [0] * classes, min(probe_count, sum(tests)), 0
    while left > 0:
        if probes[label] < tests[label]:
            probes[label] += 1
            left -= 1
        label = (label + 1) % classes
    return (
        np.sort(np.concatenate([rows[count:] for rows, count in zip(by_class, tests)])),
        np.sort(np.concatenate([rows[:count] for rows, count in zip(by_class, tests)])),
        np.concatenate([np.sort(rows[:count]) for rows, count in zip(by_class, probes)]),
    )
`

const DIGITS = String.raw`
def load_data(path, seed):
    """The 1,797 digits as scikit-learn ships them: E. Alpaydin and C. Kaynak (1998), doi:10.24432/C50P49, CC BY 4.0."""
    try:
        from sklearn.datasets import load_digits
    except ImportError:
        sys.exit('The digits come with scikit-learn: pip install scikit-learn')
    digits = load_digits()
    pixels, labels = digits.data.astype(np.uint8), digits.target.astype(np.uint8)
    if hashlib.sha256(pixels.tobytes() + labels.tobytes()).hexdigest() != '87ff0c9e40dc7e2c0e34e7257799c2e3f3aec1a016363bb11cad869ec428a826':
        print('These digits are not the ones that Netfold has: figures will differ.')
    return (pixels / 16).astype(np.float32), labels, 10, (8, 8, 1)
`

/** Two classes of points in the plane: the body that makes x, y and labels of each set. */
const SHAPES: Readonly<Record<string, string>> = {
  circles: String.raw`
    turn = uniform(derive_seed(seed, 'circles'), 1000)
    radius = np.where(labels == 0, 1.0, 0.5)
    x, y = radius * cosine_of_turns(turn), radius * sine_of_turns(turn)`,
  moons: String.raw`
    turn = uniform(derive_seed(seed, 'moons'), 1000) / 2
    c, s = cosine_of_turns(turn), sine_of_turns(turn)
    x, y = np.where(labels == 0, c, 1 - c), np.where(labels == 0, s, 0.5 - s)`,
  spirals: String.raw`
    radius = (np.arange(1000) % 500) / 500
    turn = 1.75 * radius + labels / 2
    x, y = radius * sine_of_turns(turn), radius * cosine_of_turns(turn)`,
  xor: String.raw`
    signed = 2 * uniform(derive_seed(seed, 'xor'), 2000) - 1
    off_axis = np.where(signed < 0, -0.05 + 0.95 * signed, 0.05 + 0.95 * signed).reshape(1000, 2)
    x, y = off_axis[:, 0], off_axis[:, 1]
    labels = np.where(x * y > 0, 0, 1).astype(np.uint8)`,
  gaussians: String.raw`
    x = y = np.where(labels == 0, 0.5, -0.5)`,
}

const plane = (id: string): string => String.raw`
def load_data(path, seed):
    """1,000 points in the plane, and normal noise on both coordinates."""
    labels = np.repeat(np.array([0, 1], dtype=np.uint8), 500)${SHAPES[id]}
    noise = normals(derive_seed(seed, '${id}', 'noise'), 2000).reshape(1000, 2)
    points = np.stack([x + NOISE * noise[:, 0], y + NOISE * noise[:, 1]], axis=1)
    return points.astype(np.float32), labels, 2, None
`

const TEACHER = String.raw`
def load_data(path, seed):
    """The sloppy teacher task (Mao et al. 2024): inputs whose spread falls off exponentially, labelled by a random network 200-50-5."""
    rows, features, hidden, classes = 1400, 200, 50, 5
    places = np.arange(features, dtype=np.float64)
    spectrum = np.ones(features) if DECAY == 0 else 50 * DECAY * exponential(-DECAY * places)
    inputs = np.sqrt(spectrum / features) * normals(derive_seed(seed, 'teacher', 'inputs'), rows * features).reshape(rows, features)
    inputs = inputs.astype(np.float32)
    weights = normals(derive_seed(seed, 'teacher', 'weights'), features * hidden + hidden * classes)
    first = weights[:features * hidden].reshape(features, hidden)
    second = (weights[features * hidden:] / math.sqrt(hidden)).reshape(hidden, classes)
    sums = np.zeros((rows, hidden))
    for place in range(features):
        sums += inputs[:, place:place + 1].astype(np.float64) * first[place]
    outputs = np.zeros((rows, classes))
    for unit in range(hidden):
        outputs += hyperbolic_tangent(sums[:, unit:unit + 1]) * second[unit]
    return inputs, outputs.argmax(axis=1).astype(np.uint8), classes, None
`

/** `shape`: of one sample. */
const own = (shape: readonly number[]): string => String.raw`
def load_data(path, seed):
    """Data of one's own: an .npz with data/inputs [rows, features], scaled for training, and data/labels [rows], as Netfold's NumPy export has them."""
    if not path:
        sys.exit('This population was trained on data of your own: save data/inputs and data/labels with NumPy in the Share dialog, and give --data FILE.npz')
    with np.load(path) as file:
        inputs, labels = file['data/inputs'].astype(np.float32), file['data/labels'].astype(np.int64)
    return inputs.reshape(len(labels), -1), labels, CLASSES, ${shape.length === 3 ? `(${shape.join(', ')})` : 'None'}
`

/** What defines `load_data(path, seed)` for a data set, and `split`. It gives inputs, labels, classes, and (height, width, channels) of pictures or None. */
export function dataCode(id: string, shape: readonly number[]): string {
  const load = id === 'digits' ? DIGITS : id === 'teacher' ? TEACHER : id === 'own' ? own(shape) : plane(id)
  return `${SPLITS}\n${load}`
}
