"""How many networks a second PyTorch trains: one by one, and stacked in batched products.

Usage: torch_training.py DATA THREADS JOB…, a JOB being one:COUNT or stacked:COUNT.

DATA: little-endian, as scripts/bench/torch-training.ts writes it: eight int32 (features, classes, training rows, test rows, width, batch
size, epochs, learning rate × 10⁶), the training rows' features (float32), their labels (int32), then the test rows' likewise. Rows come in the
order in which batches are to be cut. Two hidden layers, relu, He's initial weights, Adam with epsilon 1e-7.
Prints one JSON list of {job, count, seconds, accuracy}.
"""
import json
import sys
import time

import numpy
import torch

SETTINGS = ('features', 'classes', 'train', 'test', 'width', 'batch', 'epochs', 'rate')
raw = open(sys.argv[1], 'rb').read()
case = dict(zip(SETTINGS, numpy.frombuffer(raw, '<i4', len(SETTINGS)).tolist()))
rate = case['rate'] / 1e6
place = 4 * len(SETTINGS)


def take(kind, *shape):
    global place
    count = int(numpy.prod(shape))
    values = numpy.frombuffer(raw, kind, count, place).reshape(shape)
    place += values.nbytes
    return torch.from_numpy(values.copy())


train_x, train_y = take('<f4', case['train'], case['features']), take('<i4', case['train']).long()
test_x, test_y = take('<f4', case['test'], case['features']), take('<i4', case['test']).long()
shape = [(case['features'], case['width']), (case['width'], case['width']), (case['width'], case['classes'])]
batches = [(train_x[at:at + case['batch']], train_y[at:at + case['batch']]) for at in range(0, case['train'], case['batch'])]
generator = torch.Generator().manual_seed(1)


def initial(inputs, outputs, *stack):
    return torch.randn(*stack, inputs, outputs, generator=generator) * (2 / inputs) ** .5


def one():
    """As PyTorch is used: modules, an optimiser, autograd."""
    layers = [torch.nn.Linear(*sizes) for sizes in shape]
    for layer, sizes in zip(layers, shape):
        layer.weight.data.copy_(initial(*sizes).T)
        layer.bias.data.zero_()
    network = torch.nn.Sequential(layers[0], torch.nn.ReLU(), layers[1], torch.nn.ReLU(), layers[2])
    optimiser = torch.optim.Adam(network.parameters(), lr=rate, eps=1e-7)
    for _ in range(case['epochs']):
        for x, y in batches:
            optimiser.zero_grad(set_to_none=True)
            torch.nn.functional.cross_entropy(network(x), y).backward()
            optimiser.step()
    with torch.no_grad():
        return (network(test_x).argmax(1) == test_y).float().mean().item()


def stacked(count):
    """`count` networks side by side: every product is one of count matrices, every update one of them all."""
    parameters = [tensor.requires_grad_() for sizes in shape for tensor in (initial(*sizes, count), torch.zeros(count, 1, sizes[1]))]
    mean, square = ([torch.zeros_like(tensor) for tensor in parameters] for _ in range(2))

    def forward(x):
        values = x.expand(count, -1, -1)
        for layer in range(len(shape)):
            values = torch.baddbmm(parameters[2 * layer + 1], values, parameters[2 * layer])
            if layer < len(shape) - 1:
                values = torch.relu(values)
        return values

    step = 0
    for _ in range(case['epochs']):
        for x, y in batches:
            step += 1
            loss = torch.nn.functional.cross_entropy(forward(x).flatten(0, 1), y.repeat(count), reduction='sum') / len(y)
            gradients = torch.autograd.grad(loss, parameters)
            with torch.no_grad():
                for tensor, gradient, first, second in zip(parameters, gradients, mean, square):
                    first.lerp_(gradient, .1)
                    second.mul_(.999).addcmul_(gradient, gradient, value=.001)
                    tensor.addcdiv_(first, (second / (1 - .999 ** step)).sqrt_().add_(1e-7), value=-rate / (1 - .9 ** step))
    with torch.no_grad():
        return (forward(test_x).argmax(2) == test_y).float().mean().item()


torch.set_num_threads(int(sys.argv[2]))
one()
results = []
for job in sys.argv[3:]:
    kind, count = job.split(':')
    began = time.perf_counter()
    accuracies = [stacked(int(count))] if kind == 'stacked' else [one() for _ in range(int(count))]
    results.append({'job': kind, 'count': int(count), 'seconds': time.perf_counter() - began, 'accuracy': sum(accuracies) / max(1, len(accuracies))})
print(json.dumps(results))
