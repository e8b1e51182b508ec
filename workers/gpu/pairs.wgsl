// Sums of squared differences between two bands of vectors, for all pairs of them; its other half is pairs.ts.
//
// Every entry comes as two floats, the nearest one and what it leaves out. Near copies agree in the first, so that its difference is exact
// and the second carries on: their distance keeps its digits, which inner products in float32 would lose altogether.
//
// A workgroup does SIDE x SIDE pairs and one run of RUN entries; an invocation 4 x 4 of these pairs. Sums stay short: DEPTH entries, then
// MIDDLE such sums, then the sums of these; runs are added up in float64 by whoever reads them.

const SIDE = 32u;
const DEPTH = 16u;
const MIDDLE = 8u;
const RUN = 2048u;

struct Shape {
  // Entries of each vector, filled up with zeros to a multiple of DEPTH.
  stride: u32,
  // The first run of this dispatch.
  run: u32,
  // Vectors in a band, a multiple of SIDE.
  band: u32,
  // 1 where both bands are the same: pairs with row > column are enough.
  same: u32,
}

@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> rows: array<vec2f>;
@group(0) @binding(2) var<storage, read> columns: array<vec2f>;
// run, row, column.
@group(0) @binding(3) var<storage, read_write> sums: array<f32>;

// DEPTH entries of SIDE rows and SIDE columns: entry, vector.
var<workgroup> row_near: array<f32, 512>;
var<workgroup> row_rest: array<f32, 512>;
var<workgroup> column_near: array<f32, 512>;
var<workgroup> column_rest: array<f32, 512>;

@compute @workgroup_size(8, 8)
fn squares(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u, @builtin(local_invocation_index) index: u32) {
  if (shape.same == 1u && group.x > group.y) { return; }
  let run = shape.run + group.z;
  let end = min((run + 1u) * RUN, shape.stride);
  let r = local.y * 4u;
  let c = local.x * 4u;
  var total = array<vec4f, 4>();
  var middle = array<vec4f, 4>();
  var step = 0u;
  for (var start = run * RUN; start < end; start += DEPTH) {
    workgroupBarrier();
    for (var k = index; k < SIDE * DEPTH; k += 64u) {
      let entry = k % DEPTH;
      let vector = k / DEPTH;
      let at = entry * SIDE + vector;
      let a = rows[(group.y * SIDE + vector) * shape.stride + start + entry];
      let b = columns[(group.x * SIDE + vector) * shape.stride + start + entry];
      row_near[at] = a.x;
      row_rest[at] = a.y;
      column_near[at] = b.x;
      column_rest[at] = b.y;
    }
    workgroupBarrier();
    var sum = array<vec4f, 4>();
    for (var entry = 0u; entry < DEPTH; entry++) {
      let i = entry * SIDE + r;
      let j = entry * SIDE + c;
      let near = vec4f(column_near[j], column_near[j + 1u], column_near[j + 2u], column_near[j + 3u]);
      let rest = vec4f(column_rest[j], column_rest[j + 1u], column_rest[j + 2u], column_rest[j + 3u]);
      for (var k = 0u; k < 4u; k++) {
        let difference = (row_near[i + k] - near) + (row_rest[i + k] - rest);
        sum[k] += difference * difference;
      }
    }
    for (var k = 0u; k < 4u; k++) { middle[k] += sum[k]; }
    step++;
    if (step == MIDDLE || start + DEPTH >= end) {
      for (var k = 0u; k < 4u; k++) {
        total[k] += middle[k];
        middle[k] = vec4f();
      }
      step = 0u;
    }
  }
  for (var k = 0u; k < 4u; k++) {
    let at = (run * shape.band + group.y * SIDE + r + k) * shape.band + group.x * SIDE + c;
    sums[at] = total[k].x;
    sums[at + 1u] = total[k].y;
    sums[at + 2u] = total[k].z;
    sums[at + 3u] = total[k].w;
  }
}
