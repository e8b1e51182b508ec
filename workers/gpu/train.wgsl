// Trains many multilayer perceptrons in one dispatch; its other half is train-device.ts, the layout train-layout.ts.
//
// A workgroup works on one network: some blocks of rows, one after the other. In training a block goes forward, is scored and goes backward;
// the last block of a batch updates the weights as their gradient leaves the product. In a look a block goes forward and is scored. Everything that
// differs between networks is read from a table, so that a dispatch may hold any mixture of them.
//
// All products go through one routine: tiles of TALL x WIDE results, DEEP terms at a time, both factors in the workgroup's memory (6 kB).

const TALL = 64u;
const WIDE = 32u;
const DEEP = 16u;
const THREADS = 256u;
// A tile's lines are one longer than they need be, so that neighbouring invocations write to different banks of memory.
const TALL_LINE = 65u;
const WIDE_LINE = 33u;

// In the order of tableRow.
struct Network {
  features: u32,
  depth: u32,
  width: u32,
  classes: u32,
  activation: u32,
  optimiser: u32,
  // Rows in a batch, and in a block of it.
  batch: u32,
  block: u32,
  // Random words below this drop a unit; the others are multiplied by `keep`.
  drop: u32,
  keep: f32,
  rate: f32,
  decay: f32,
  // Places in `numbers`.
  weights: u32,
  first: u32,
  second: u32,
  gradient: u32,
  values: u32,
  slopes: u32,
  answer: u32,
  unused: u32,
}

const LOOK = 1u;
// The first task of what is asked for: figures begin at 0.
const FRESH = 2u;
const PROBABILITIES = 4u;
const HIDDEN = 8u;

// In the order of taskOf in train-jobs.ts.
struct Task {
  network: u32,
  flags: u32,
  // Of all that is asked for: place in `lists`, number of rows, place of the seeds for dropout.
  list: u32,
  rows: u32,
  seeds: u32,
  // Of this dispatch: the first row, the number of blocks, updates made since it was asked for, updates made by this network.
  row: u32,
  blocks: u32,
  asked: u32,
  made: u32,
}

@group(0) @binding(0) var<storage, read> tasks: array<Task>;
@group(0) @binding(1) var<storage, read> networks: array<Network>;
// Rows of the data set, each with its class in the upper byte; seeds for dropout.
@group(0) @binding(2) var<storage, read> lists: array<u32>;
@group(0) @binding(3) var<storage, read> inputs: array<f32>;
// Adam's corrections after update 1, 2 and so on.
@group(0) @binding(4) var<storage, read> corrections: array<vec2f>;
@group(0) @binding(5) var<storage, read_write> numbers: array<f32>;

// The first of a network's answer, in this order.
const STATUS = 0u;
const UPDATES = 1u;
const LOSS = 2u;
const HITS = 3u;
const BATCH_LOSS = 4u;
const BATCH_HITS = 5u;
const BATCH_BAD = 6u;
const FIGURES = 8u;
// What STATUS says.
const BAD_LOSS = 1u;
const BAD_WEIGHTS = 2u;

var<workgroup> tall: array<f32, 1040>;
var<workgroup> wide: array<f32, 528>;
var<workgroup> losses: array<f32, 64>;
var<workgroup> hits: array<f32, 64>;
var<workgroup> bad: atomic<u32>;
var<workgroup> verdict: u32;

// By bits: a compiler may assume that numbers are finite, and comparisons with NaN are then anything.
fn finite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u; }
fn is_nan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }

// The built-in one may overflow, and is only promised to 1e-5.
fn tangent(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  let size = min(abs(x), 15.0);
  if (size < 0.25) {
    let square = x * x;
    return x * (1.0 + square * (-0.33333333 + square * (0.13333333 + square * (-0.053968254 + square * 0.021869488))));
  }
  let value = 1.0 - 2.0 / (exp(2.0 * size) + 1.0);
  return select(value, -value, x < 0.0);
}

// Value and slope.
fn activated(kind: u32, x: f32) -> vec2f {
  switch kind {
    case 0u: {
      if (is_nan(x) || x > 0.0) { return vec2f(x, 1.0); }
      return vec2f(0.0, 0.0);
    }
    case 1u: {
      let value = tangent(x);
      return vec2f(value, 1.0 - value * value);
    }
    case 2u: {
      // Beyond 10 the bend is 1, and the cube would overflow far out.
      let near = select(clamp(x, -10.0, 10.0), x, is_nan(x));
      let square = near * near;
      let bend = tangent(0.7978845608 * (near + 0.044715 * near * square));
      let steep = (1.0 - bend) * (1.0 + bend);
      return vec2f(0.5 * x * (1.0 + bend), 0.5 * (1.0 + bend) + 0.5 * near * steep * 0.7978845608 * (1.0 + 0.134145 * square));
    }
    default: {
      if (is_nan(x)) { return vec2f(x, x); }
      let value = 1.0 / (1.0 + exp(-clamp(x, -87.0, 87.0)));
      return vec2f(value, value * (1.0 - value));
    }
  }
}

// Number `place` of mulberry32, as whole words.
fn random(seed: u32, place: u32) -> u32 {
  let state = seed + (place + 1u) * 0x6d2b79f5u;
  var bits = (state ^ (state >> 15u)) * (state | 1u);
  bits = bits ^ (bits + (bits ^ (bits >> 7u)) * (bits | 61u));
  return bits ^ (bits >> 14u);
}

fn inputs_of(net: Network, layer: u32) -> u32 { return select(net.width, net.features, layer == 0u); }
fn outputs_of(net: Network, layer: u32) -> u32 { return select(net.width, net.classes, layer == net.depth); }
// A layer's weights, counted from the network's first.
fn layer_of(net: Network, layer: u32) -> u32 {
  if (layer == 0u) { return 0u; }
  return (net.features + 1u + (layer - 1u) * (net.width + 1u)) * net.width;
}
// What enters a layer; after the last, the logits.
fn values_of(net: Network, layer: u32) -> u32 {
  if (layer == 0u) { return net.values; }
  return net.values + net.block * (net.features + (layer - 1u) * net.width);
}
// Slopes of what enters a layer, the first excepted; on the way back the loss's derivative by what the layer before gave.
fn slopes_of(net: Network, layer: u32) -> u32 { return net.slopes + (layer - 1u) * net.block * net.width; }
fn deltas_of(net: Network, layer: u32) -> u32 {
  if (layer == net.depth) { return values_of(net, layer + 1u); }
  return slopes_of(net, layer + 1u);
}

// A block of rows on its way.
struct Block {
  rows: u32,
  // Rows of the batch before this block, and in all.
  before: u32,
  batch: u32,
  train: bool,
  // The last of its batch: the weights are updated.
  last: bool,
  seeds: u32,
  correction: vec2f,
}

// One weight, counted from the network's first, by the gradient of the batch's mean loss.
fn update(net: Network, at: u32, gradient: f32, decay: f32, correction: vec2f) {
  let weight = numbers[net.weights + at];
  var next = weight;
  if (net.optimiser == 0u) {
    next = weight - net.rate * (gradient + decay * weight);
  } else if (net.optimiser == 1u) {
    let speed = 0.9 * numbers[net.first + at] + gradient + decay * weight;
    numbers[net.first + at] = speed;
    next = weight - net.rate * speed;
  } else {
    let apart = net.optimiser == 3u;
    let slope = gradient + select(decay, 0.0, apart) * weight;
    let mean = 0.9 * numbers[net.first + at] + 0.1 * slope;
    let square = 0.999 * numbers[net.second + at] + 0.001 * slope * slope;
    numbers[net.first + at] = mean;
    numbers[net.second + at] = square;
    let shrink = 1.0 - net.rate * select(0.0, decay, apart);
    next = shrink * weight - net.rate * correction.x * mean / (sqrt(square * correction.y) + 1e-7);
  }
  numbers[net.weights + at] = next;
  if (!finite(next)) { atomicStore(&bad, 1u); }
}

// A gradient: gathered while its batch lasts, then used.
fn descend(net: Network, block: Block, at: u32, sum: f32, decay: f32) {
  var gradient = sum;
  if (block.before > 0u) { gradient += numbers[net.gradient + at]; }
  if (block.last) {
    update(net, at, gradient, decay, block.correction);
  } else {
    numbers[net.gradient + at] = gradient;
  }
}

const FORWARD = 0u;
const PULL = 1u;
const GRADIENT = 2u;

// What is done to one result of a product.
fn finish(net: Network, block: Block, mode: u32, layer: u32, row: u32, column: u32, result: f32) {
  let into = inputs_of(net, layer);
  let out = outputs_of(net, layer);
  if (mode == GRADIENT) {
    descend(net, block, layer_of(net, layer) + row * out + column, result, net.decay);
    return;
  }
  if (mode == PULL) {
    let place = slopes_of(net, layer) + row * into + column;
    let slope = numbers[place];
    // Where nothing passes nothing comes back, whatever the product is.
    numbers[place] = select(result * slope, 0.0, slope == 0.0);
    return;
  }
  let at = row * out + column;
  let value = result + numbers[net.weights + layer_of(net, layer) + into * out + column];
  let place = values_of(net, layer + 1u) + at;
  if (layer == net.depth) {
    numbers[place] = value;
    return;
  }
  var both = activated(net.activation, value);
  if (block.train) {
    if (net.drop > 0u) {
      let word = random(lists[block.seeds + layer], block.before * out + at);
      both *= select(net.keep, 0.0, word < net.drop);
    }
    numbers[slopes_of(net, layer + 1u) + at] = both.y;
  }
  numbers[place] = both.x;
}

// One product of a layer, and what is done to each of its results.
//   FORWARD   rows x inputs by inputs x outputs: values, activated, and their slopes
//   PULL      rows x outputs by outputs x inputs: derivatives one layer further down
//   GRADIENT  inputs x rows by rows x outputs; sums over rows are the biases' gradient
fn product(net: Network, block: Block, mode: u32, layer: u32, t: u32) {
  let into = inputs_of(net, layer);
  let out = outputs_of(net, layer);
  var high = block.rows;
  var across = out;
  var terms = into;
  var left = values_of(net, layer);
  var right = net.weights + layer_of(net, layer);
  if (mode == PULL) {
    across = into;
    terms = out;
    left = deltas_of(net, layer);
  } else if (mode == GRADIENT) {
    high = into;
    terms = block.rows;
    right = deltas_of(net, layer);
  }
  let x = t % 16u;
  let y = t / 16u;
  for (var top = 0u; top < high; top += TALL) {
    for (var side = 0u; side < across; side += WIDE) {
      var sum0 = vec2f();
      var sum1 = vec2f();
      var sum2 = vec2f();
      var sum3 = vec2f();
      var total = 0.0;
      for (var start = 0u; start < terms; start += DEEP) {
        workgroupBarrier();
        for (var k = t; k < TALL * DEEP; k += THREADS) {
          // Neighbours read neighbours, whichever way the factor lies.
          let turned = mode == GRADIENT;
          let line = select(k / DEEP, k % TALL, turned);
          let term = select(k % DEEP, k / TALL, turned);
          let row = top + line;
          let column = start + term;
          var value = 0.0;
          if (row < high && column < terms) { value = numbers[left + select(row * terms + column, column * high + row, turned)]; }
          tall[term * TALL_LINE + line] = value;
        }
        for (var k = t; k < WIDE * DEEP; k += THREADS) {
          let turned = mode == PULL;
          let line = select(k % WIDE, k / DEEP, turned);
          let term = select(k / WIDE, k % DEEP, turned);
          let row = start + term;
          let column = side + line;
          var value = 0.0;
          if (row < terms && column < across) { value = numbers[right + select(row * across + column, column * terms + row, turned)]; }
          wide[term * WIDE_LINE + line] = value;
        }
        workgroupBarrier();
        for (var term = 0u; term < DEEP; term++) {
          let i = term * TALL_LINE + y;
          let j = term * WIDE_LINE + x;
          let pair = vec2f(wide[j], wide[j + 16u]);
          sum0 += tall[i] * pair;
          sum1 += tall[i + 16u] * pair;
          sum2 += tall[i + 32u] * pair;
          sum3 += tall[i + 48u] * pair;
        }
        if (mode == GRADIENT && top == 0u && t < WIDE) {
          for (var term = 0u; term < DEEP; term++) { total += wide[term * WIDE_LINE + t]; }
        }
      }
      for (var part = 0u; part < 8u; part++) {
        let line = part / 2u;
        // Chosen, not indexed: an array that is indexed by a variable would not stay in registers.
        let pair = select(select(sum0, sum1, line == 1u), select(sum2, sum3, line == 3u), line > 1u);
        let row = top + y + 16u * line;
        let column = side + x + 16u * (part % 2u);
        if (row < high && column < across) { finish(net, block, mode, layer, row, column, select(pair.x, pair.y, part % 2u == 1u)); }
      }
      if (mode == GRADIENT && top == 0u && t < WIDE && side + t < across) {
        descend(net, block, layer_of(net, layer) + into * out + side + t, total, 0.0);
      }
    }
  }
}

// Loss and hit of a row. In training its logits become the derivatives of the batch's mean loss, in a look they are noted.
fn score(net: Network, task: Task, block: Block, origin: u32, t: u32) {
  var loss = 0.0;
  var hit = 0.0;
  if (t < block.rows) {
    let place = origin + t;
    let logits = values_of(net, net.depth + 1u) + t * net.classes;
    let label = lists[task.list + place] >> 24u;
    var best = 0u;
    var top = numbers[logits];
    var ill = is_nan(top);
    for (var k = 1u; k < net.classes; k++) {
      let logit = numbers[logits + k];
      ill = ill || is_nan(logit);
      if (logit > top) {
        top = logit;
        best = k;
      }
    }
    ill = ill || !finite(top);
    var sum = 0.0;
    for (var k = 0u; k < net.classes; k++) { sum += exp(max(numbers[logits + k] - top, -100.0)); }
    let own = numbers[logits + label];
    loss = log(sum) + (top - own);
    if (ill || !finite(loss)) {
      loss = 0.0;
      atomicStore(&bad, 1u);
    }
    hit = select(0.0, 1.0, best == label);
    let noted = net.answer + FIGURES;
    for (var k = 0u; k < net.classes; k++) {
      let probability = exp(max(numbers[logits + k] - top, -100.0)) / sum;
      if (block.train) {
        numbers[logits + k] = (probability - select(0.0, 1.0, k == label)) / f32(block.batch);
      } else if ((task.flags & PROBABILITIES) != 0u) {
        // What is no probability says that there is none.
        numbers[noted + task.rows + place * net.classes + k] = select(probability, -1.0, ill);
      }
    }
    if (!block.train) { numbers[noted + place] = f32(best); }
  }
  if (t < TALL) {
    losses[t] = loss;
    hits[t] = hit;
  }
  for (var half = TALL / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (t < half) {
      losses[t] += losses[t + half];
      hits[t] += hits[t + half];
    }
  }
  workgroupBarrier();
}

// The last hidden layer of a block, noted behind everything else.
fn note_hidden(net: Network, task: Task, block: Block, origin: u32, t: u32) {
  let noted = net.answer + FIGURES + task.rows * select(1u, 1u + net.classes, (task.flags & PROBABILITIES) != 0u) + origin * net.width;
  let hidden = values_of(net, net.depth);
  for (var k = t; k < block.rows * net.width; k += THREADS) { numbers[noted + k] = numbers[hidden + k]; }
}

// Adds a block's loss and hits to those of its batch, and a batch's to all that was asked for; `verdict` says whether to go on.
fn sum_up(net: Network, block: Block) {
  let answer = net.answer;
  if (block.before == 0u) { for (var k = BATCH_LOSS; k <= BATCH_BAD; k++) { numbers[answer + k] = 0.0; } }
  let loss = numbers[answer + BATCH_LOSS] + losses[0];
  numbers[answer + BATCH_LOSS] = loss;
  numbers[answer + BATCH_HITS] += hits[0];
  if (atomicLoad(&bad) != 0u || !finite(loss)) { numbers[answer + BATCH_BAD] = 1.0; }
  atomicStore(&bad, 0u);
  verdict = 0u;
  if (!block.last) { return; }
  if (numbers[answer + BATCH_BAD] != 0.0) {
    numbers[answer + STATUS] = f32(BAD_LOSS);
    verdict = BAD_LOSS;
    return;
  }
  numbers[answer + LOSS] += loss;
  numbers[answer + HITS] += numbers[answer + BATCH_HITS];
}

@compute @workgroup_size(256)
fn train(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) t: u32) {
  let task = tasks[group.x];
  let net = networks[task.network];
  let look = (task.flags & LOOK) != 0u;
  // A look is one batch.
  let size = select(net.batch, task.rows, look);
  if (t == 0u) {
    if ((task.flags & FRESH) != 0u) { for (var k = 0u; k < FIGURES; k++) { numbers[net.answer + k] = 0.0; } }
    verdict = u32(numbers[net.answer + STATUS]);
  }
  if (workgroupUniformLoad(&verdict) != 0u) { return; }
  let layers = net.depth + 1u;
  var origin = task.row;
  var updates = 0u;
  for (var turn = 0u; turn < task.blocks; turn++) {
    let before = origin % size;
    let batch = min(size, task.rows - (origin - before));
    let rows = min(net.block, batch - before);
    let correction = corrections[min(task.made + updates, arrayLength(&corrections) - 1u)];
    let block = Block(rows, before, batch, !look, before + rows == batch, task.seeds + (task.asked + updates) * net.depth, correction);
    if (t == 0u) { atomicStore(&bad, 0u); }
    for (var k = t; k < rows * net.features; k += THREADS) {
      let row = lists[task.list + origin + k / net.features] & 0xffffffu;
      numbers[net.values + k] = inputs[row * net.features + k % net.features];
    }
    // Forward through all layers; the score; then back, each layer's derivatives before its gradient, for they need the weights as they were.
    for (var phase = 0u; phase <= select(3u * layers, layers, look); phase++) {
      storageBarrier();
      workgroupBarrier();
      if (phase == layers) {
        score(net, task, block, origin, t);
        if ((task.flags & HIDDEN) != 0u) { note_hidden(net, task, block, origin, t); }
        if (t == 0u) { sum_up(net, block); }
        if (workgroupUniformLoad(&verdict) != 0u) { return; }
        continue;
      }
      let back = max(phase, layers + 1u) - layers - 1u;
      let layer = select(net.depth - back / 2u, phase, phase < layers);
      let mode = select(PULL + back % 2u, FORWARD, phase < layers);
      if (mode != PULL || layer > 0u) { product(net, block, mode, layer, t); }
    }
    storageBarrier();
    workgroupBarrier();
    origin += rows;
    if (!block.last) { continue; }
    // A look counts too, so that whoever reads the figures sees that it was done.
    updates++;
    if (t == 0u) {
      numbers[net.answer + UPDATES] += 1.0;
      verdict = select(0u, BAD_WEIGHTS, atomicLoad(&bad) != 0u);
      if (verdict != 0u) { numbers[net.answer + STATUS] = f32(BAD_WEIGHTS); }
    }
    if (workgroupUniformLoad(&verdict) != 0u) { return; }
  }
}
