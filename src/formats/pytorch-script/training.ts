// Python, part 3: the networks as nn.Modules and their training, as in core/training: layers, initial weights, batches, masks, updates, figures.
import { NOISE_SHARE } from '../../core/training/augment.ts'
import { CORNER, CORNER_SHARES } from '../../core/training/corner.ts'

export const TRAINING = String.raw`
# --- Networks ------------------------------------------------------------------------------------------------------------------------

ACTIVATIONS = {'relu': torch.relu, 'tanh': torch.tanh, 'gelu': lambda x: F.gelu(x, approximate='tanh'), 'sigmoid': torch.sigmoid}


class Network(nn.Module):
    """mlp: dense layers of one width. conv: 3 x 3 convolutions with 2 x 2 max pooling while both sides are at least 4, then a dense layer."""

    def __init__(self, hyper, features, classes, picture):
        super().__init__()
        self.activation = ACTIVATIONS[hyper['activation']]
        self.picture = picture if hyper['family'] == 'conv' else None
        self.layers, self.pooled, units = nn.ModuleList(), [], features
        if self.picture:
            height, width, channels = self.picture
            for _ in range(hyper['depth']):
                outputs = max(2, math.ceil(hyper['width'] / 8))
                self.layers.append(nn.Conv2d(channels, outputs, 3, padding=1))
                self.pooled.append(min(height, width) >= 4)
                if self.pooled[-1]:
                    height, width = height // 2, width // 2
                channels, units = outputs, height * width * outputs
        for _ in range(1 if self.picture else hyper['depth']):
            self.layers.append(nn.Linear(units, hyper['width']))
            units = hyper['width']
        self.layers.append(nn.Linear(units, classes))
        self.initialise(hyper)

    @torch.no_grad()
    def initialise(self, hyper):
        """He's normal numbers for relu and gelu, Glorot's for tanh and sigmoid, times initScale; biases are 0. Every layer has its own seed."""
        for k, layer in enumerate(self.layers):
            conv = isinstance(layer, nn.Conv2d)
            outputs, inputs = layer.weight.shape[0], layer.weight[0].numel()
            fan = inputs if hyper['activation'] in ('relu', 'gelu') else inputs + (9 * outputs if conv else outputs)
            deviation = hyper['initScale'] * math.sqrt(2 / fan)
            draws = deviation * normals(derive_seed(hyper['weightSeed'], 'layer', k), inputs * outputs)
            # Drawn as inputs x outputs; the inputs of a kernel are row, column, channel.
            values = torch.from_numpy(draws.astype(np.float32)).reshape(inputs, outputs).T
            layer.weight.copy_(values.reshape(outputs, 3, 3, -1).permute(0, 3, 1, 2) if conv else values)
            layer.bias.zero_()

    def forward(self, x, masks=None):
        """Logits, and the last hidden layer. masks: of each hidden layer, rows x units, channels turning fastest."""
        if self.picture:
            x = x.reshape(len(x), *self.picture).permute(0, 3, 1, 2)
        for k, layer in enumerate(self.layers[:-1]):
            if isinstance(layer, nn.Linear) and x.dim() == 4:
                x = x.permute(0, 2, 3, 1).flatten(1)
            x = self.activation(layer(x))
            if isinstance(layer, nn.Conv2d) and self.pooled[k]:
                x = F.max_pool2d(x, 2)
            if masks is not None:
                mask = masks[k](x.numel()).to(x.device)
                x = x * (mask.reshape(len(x), *x.shape[2:], x.shape[1]).permute(0, 3, 1, 2) if x.dim() == 4 else mask.reshape(x.shape))
        return self.layers[-1](x), x


def optimiser_of(network, hyper):
    """Weights are decayed, biases are not: by a term in the gradient, for adamw by a factor of its own."""
    groups = [
        {'params': [layer.weight for layer in network.layers], 'weight_decay': hyper['weightDecay']},
        {'params': [layer.bias for layer in network.layers], 'weight_decay': 0.0},
    ]
    rate = hyper['learningRate']
    if hyper['optimiser'] in ('sgd', 'momentum'):
        return torch.optim.SGD(groups, lr=rate, momentum=0.9 if hyper['optimiser'] == 'momentum' else 0.0)
    kind = torch.optim.AdamW if hyper['optimiser'] == 'adamw' else torch.optim.Adam
    return kind(groups, lr=rate, betas=(0.9, 0.999), eps=1e-7)


# --- Training ------------------------------------------------------------------------------------------------------------------------


def rows_and_labels(hyper, train, labels, classes):
    """The rows that a network learns from, and their labels with noise: exactly that share of them becomes another class."""
    size = min(len(train), max(1, rounded(hyper['trainFraction'] * len(train))))
    rows = train[shuffled(len(train), uniform(derive_seed(hyper['orderSeed'], 'rows'), len(train)))[:size]]
    noisy = labels[rows].astype(np.int64)
    changed = rounded(hyper['labelNoise'] * size)
    if classes > 1:
        draws = uniform(derive_seed(hyper['orderSeed'], 'noise'), size - 1 + changed)
        for place, draw in zip(shuffled(size, draws[:size - 1])[:changed], draws[size - 1:]):
            other = int((classes - 1) * draw)
            noisy[place] = other if other < noisy[place] else other + 1
    return rows, noisy


# The noise of augmentation, in units of each feature's standard deviation; how false tasks are learnt, and on which share of a network's rows.
NOISE_SHARE = ${NOISE_SHARE}
CORNER = {'optimiser': '${CORNER.optimiser}', 'learningRate': ${CORNER.learningRate}, 'weightDecay': 0.0, 'batchSize': ${CORNER.batchSize}, 'epochs': ${CORNER.epochs}}
CORNER_SHARES = {'labels': ${CORNER_SHARES.labels}, 'subset': ${CORNER_SHARES.subset}}


def background(inputs, train_rows, picture):
    """Of each channel the median (the lower of two) of the outermost pixels of all training pictures."""
    height, width, channels = picture
    edge = np.ones((height, width), dtype=bool)
    edge[1:-1, 1:-1] = False
    values = inputs[train_rows].reshape(-1, height, width, channels)[:, edge].reshape(-1, channels)
    return np.sort(values, axis=0)[(len(values) - 1) // 2]


def deviations(inputs, train_rows):
    """Of each feature over the training rows; sums row after row, as Netfold's (a running sum adds in that order, np.sum does not)."""
    rows = inputs[train_rows].astype(np.float64)
    mean = np.cumsum(rows, axis=0)[-1] / len(rows)
    return np.sqrt(np.cumsum((rows - mean) * (rows - mean), axis=0)[-1] / len(rows))


def augmented(hyper, rows, epoch, inputs, picture, measure):
    """The rows as they are learnt from in an epoch: pictures moved by up to a pixel each way, or normal noise on every feature."""
    x, seed = inputs[rows], derive_seed(hyper['orderSeed'], 'augment', epoch)
    if hyper['augmentation'] == 'shifts':
        moved = np.broadcast_to(measure, (len(rows), picture[0] + 4, picture[1] + 4, picture[2])).copy()
        moved[:, 2:-2, 2:-2] = x.reshape(len(rows), *picture)
        ways = np.floor(3 * uniform(seed, 2 * len(rows))).astype(int).reshape(-1, 2) - 1
        return np.stack([one[2 - down:2 - down + picture[0], 2 - across:2 - across + picture[1]].ravel() for one, (down, across) in zip(moved, ways)])
    noise = normals(seed, x.size).reshape(x.shape)
    return (x.astype(np.float64) + NOISE_SHARE * measure * noise).astype(np.float32)


def corner_task(hyper, rows, labels, classes):
    """Rows and labels of the false task: a tenth of the rows with permuted labels, or a twentieth of them, all of half of the classes."""
    start = hyper['start']
    seed = derive_seed(derive_seed(hyper['orderSeed'], 'corner'), start)
    count = max(1, rounded(CORNER_SHARES[start] * len(rows)))
    if start == 'labels':
        some = rows[:count]
        return some, labels[some][shuffled(count, uniform(seed, count))].astype(np.int64)
    half = shuffled(classes, uniform(seed, classes))[:max(1, classes // 2)]
    some = rows[np.isin(labels[rows], half)][:count]
    return some, labels[some].astype(np.int64)


def learn_falsely(network, hyper, rows, labels, inputs, classes, device):
    """Trains the network on its false task, all networks in the same way; stops where numbers leave the finite ones."""
    rows, false = corner_task(hyper, rows, labels, classes)
    x, y = torch.from_numpy(inputs[rows]).to(device), torch.from_numpy(false).to(device)
    optimiser = optimiser_of(network, {**hyper, **CORNER})
    seed = derive_seed(hyper['orderSeed'], 'corner')
    for epoch in range(CORNER['epochs'] if len(rows) > 0 else 0):
        order = torch.from_numpy(shuffled(len(rows), uniform(derive_seed(seed, 'epoch', epoch), len(rows)))).to(device)
        for batch in order.split(CORNER['batchSize']):
            loss = F.cross_entropy(network(x[batch])[0], y[batch])
            if not math.isfinite(loss.item()):
                return
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            if not all(torch.isfinite(parameter).all() for parameter in network.parameters()):
                return


@torch.no_grad()
def look(network, inputs, labels):
    logits, hidden = network(inputs)
    loss = F.cross_entropy(logits, labels).item()
    return loss, (logits.argmax(1) == labels).double().mean().item(), logits.softmax(1), hidden


def dropout_mask(hyper, step, layer):
    p = hyper['dropout']
    seed = derive_seed(hyper['orderSeed'], 'dropout', step, layer)
    return lambda count: torch.from_numpy(np.where(uniform(seed, count) < p, 0.0, 1 / (1 - p)).astype(np.float32))


def train(hyper, data, device):
    """Curve: a row an epoch, row 0 the untrained network: train loss, test loss, train accuracy, test accuracy. None of a network that diverged."""
    inputs, labels, classes, picture, train_rows, test_rows, _ = data
    rows, noisy = rows_and_labels(hyper, train_rows, labels, classes)
    x, y = torch.from_numpy(inputs[rows]).to(device), torch.from_numpy(noisy).to(device)
    x_test, y_test = torch.from_numpy(inputs[test_rows]).to(device), torch.from_numpy(labels[test_rows].astype(np.int64)).to(device)
    network = Network(hyper, inputs.shape[1], classes, picture).to(device)
    if hyper['start'] != 'fresh':
        learn_falsely(network, hyper, rows, labels, inputs, classes, device)
    optimiser, step = optimiser_of(network, hyper), 0
    untrained, tested = look(network, x, y), look(network, x_test, y_test)
    curve = [(untrained[0], tested[0], untrained[1], tested[1])]
    if not math.isfinite(tested[0]):
        return None, 1, curve
    measure = None
    if hyper['augmentation'] != 'none':
        measure = deviations(inputs, train_rows) if hyper['augmentation'] == 'noise' else background(inputs, train_rows, picture)
    for epoch in range(hyper['epochs']):
        order = torch.from_numpy(shuffled(len(rows), uniform(derive_seed(hyper['orderSeed'], 'epoch', epoch), len(rows)))).to(device)
        seen = x if measure is None else torch.from_numpy(augmented(hyper, rows, epoch, inputs, picture, measure)).to(device)
        total, correct = 0.0, 0
        for batch in order.split(hyper['batchSize']):
            step += 1
            masks = [dropout_mask(hyper, step, k) for k in range(len(network.layers) - 1)] if hyper['dropout'] > 0 else None
            logits, _ = network(seen[batch], masks)
            loss = F.cross_entropy(logits, y[batch])
            value = loss.item()
            if not math.isfinite(value):
                return None, step, curve
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            if not all(torch.isfinite(parameter).all() for parameter in network.parameters()):
                return None, step, curve
            total += value * len(batch)
            correct += (logits.argmax(1) == y[batch]).sum().item()
        tested = look(network, x_test, y_test)
        if not math.isfinite(tested[0]):
            return None, step, curve
        curve.append((total / len(rows), tested[0], correct / len(rows), tested[1]))
    return network, step, curve
`
