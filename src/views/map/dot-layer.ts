// The layer that draws networks: one quad a mark, its shape cut out by distance to the outline, so that edges are smooth at any size and density.
import type { DefaultProps, LayerProps, UpdateParameters } from '@deck.gl/core'
import { Layer, project32 } from '@deck.gl/core'
import { Geometry, Model } from '@luma.gl/engine'
import { RIM } from '../shapes.ts'
import { HOLLOW } from './dots.ts'

/** All arrays hold one entry a mark, in the order of drawing; places are potential units. */
export interface DotData {
  length: number
  attributes: {
    instanceFrom: { value: Float32Array, size: 2 }
    instanceTo: { value: Float32Array, size: 2 }
    /** Shape (SHAPE_CODE), radius and edge width in pixels. */
    instanceForms: { value: Float32Array, size: 3 }
    instanceFills: { value: Uint8ClampedArray, size: 4 }
    instanceEdges: { value: Uint8ClampedArray, size: 4 }
  }
}

interface DotProps {
  data: DotData
  /** How far the marks have come from `from` (0) to `to` (1), along straight lines. */
  share: number
  /** What is seen through a hollow mark, red, green, blue, 0 to 1: the ground, and not the marks beneath, or a crowd could not be read. */
  ground: readonly [number, number, number]
}

const block = `\
layout(std140) uniform dotsUniforms {
  vec4 ground;
  float share;
} dots;
`
const dotsUniforms = { name: 'dots', vs: block, fs: block, uniformTypes: { ground: 'vec4<f32>', share: 'f32' } } as const

const vs = `\
#version 300 es
#define SHADER_NAME dots-vertex
in vec3 positions;
in vec2 instanceFrom;
in vec2 instanceTo;
in vec3 instanceForms;
in vec4 instanceFills;
in vec4 instanceEdges;
out vec2 vAt;
out vec4 vFill;
out vec4 vEdge;
flat out vec3 vForm;
flat out float vDensity;

void main(void) {
  vec3 place = vec3(mix(instanceFrom, instanceTo, dots.share), 0.0);
  geometry.worldPosition = place;
  // The shape's own reach, its edge (which goes further at a sharp corner), and a pixel to fade out in: without a GPU every pixel of the quad counts.
  float shape = mod(instanceForms.x, ${HOLLOW}.0);
  bool pointed = shape > 1.5 && shape < 3.5;
  float reach = instanceForms.y * (pointed ? 1.22 : shape > 0.5 && shape < 1.5 ? 0.89 : 1.02) + instanceForms.z * (pointed ? 1.2 : 0.5) + 1.0;
  vAt = positions.xy * reach;
  vForm = instanceForms;
  vFill = instanceFills;
  vEdge = instanceEdges;
  vDensity = project.devicePixelRatio;
  gl_Position = project_position_to_clipspace(place, vec3(0.0), vec3(0.0), geometry.position);
  DECKGL_FILTER_GL_POSITION(gl_Position, geometry);
  // vAt has y upwards, as clip space has.
  gl_Position.xy += project_pixel_size_to_clipspace(vAt);
}
`

// Half sizes and rim as in shapes.ts, so that the map, the legend and every chart show the same marks.
const fs = `\
#version 300 es
#define SHADER_NAME dots-fragment
precision highp float;
in vec2 vAt;
in vec4 vFill;
in vec4 vEdge;
flat in vec3 vForm;
flat in float vDensity;
out vec4 fragColor;

// Distance in pixels to the outline, negative within. Polygons by their sides, so that corners stay sharp.
float outline(vec2 p, float shape, float r) {
  vec2 a = abs(p);
  if (shape < 0.5) return length(p) - r;
  if (shape < 1.5) return max(a.x, a.y) - 0.89 * r;
  if (shape < 2.5) {
    float R = 1.2 * r;
    vec2 side = normalize(vec2(1.62, 0.93));
    return max(-p.y - 0.62 * R, dot(vec2(a.x, p.y - R), side));
  }
  if (shape < 3.5) return (a.x + a.y - 1.22 * r) * 0.70710678;
  // A cross is its two strokes: the distance to them, half a stroke wide.
  float along = clamp(0.5 * (a.x + a.y), 0.0, 0.85 * r);
  return length(a - along) - 0.16 * r;
}

// How much of a pixel at signed distance d lies between two offsets of the outline.
float covered(float d, float low, float high) {
  return clamp(min(d + 0.5, high) - max(d - 0.5, low), 0.0, 1.0);
}

void main(void) {
  bool hollow = vForm.x > ${HOLLOW - 0.5};
  float d = outline(vAt, vForm.x - (hollow ? ${HOLLOW}.0 : 0.0), vForm.y) * vDensity;
  float half_ = 0.5 * vForm.z * vDensity;
  if (d > half_ + 0.5) discard;
  float edge = vEdge.a * covered(d, -half_, half_);
  vec3 colour = vFill.rgb;
  if (hollow) {
    // Where the rim ends, a thin edge of its own, and then the ground.
    float hole = d + ${RIM} * vForm.y * vDensity;
    float thin = min(half_, 0.4 * vDensity);
    colour = mix(colour, dots.ground.rgb, clamp(0.5 - hole, 0.0, 1.0));
    edge = max(edge, vEdge.a * covered(hole, -thin, thin));
  }
  float fill = vFill.a * clamp(0.5 - d, 0.0, 1.0) * (1.0 - edge);
  float opacity = edge + fill;
  if (opacity < 0.002) discard;
  fragColor = vec4((vEdge.rgb * edge + colour * fill) / opacity, opacity * layer.opacity);
  DECKGL_FILTER_COLOR(fragColor, geometry);
}
`

export class DotLayer extends Layer<DotProps> {
  static override layerName = 'DotLayer'
  static override defaultProps: DefaultProps<LayerProps & DotProps> = { share: { type: 'number', value: 1 }, ground: { type: 'array', value: [1, 1, 1], compare: true } }

  declare state: { model?: Model }

  override getShaders() {
    return super.getShaders({ vs, fs, modules: [project32, dotsUniforms] })
  }

  override initializeState() {
    this.getAttributeManager()!.addInstanced({
      instanceFrom: { size: 2, type: 'float32', noAlloc: true },
      instanceTo: { size: 2, type: 'float32', noAlloc: true },
      instanceForms: { size: 3, type: 'float32', noAlloc: true },
      instanceFills: { size: 4, type: 'unorm8', noAlloc: true },
      instanceEdges: { size: 4, type: 'unorm8', noAlloc: true },
    })
    this.state = { model: this.#model() }
  }

  override updateState(params: UpdateParameters<this>) {
    super.updateState(params)
    if (params.changeFlags.extensionsChanged) {
      this.state.model?.destroy()
      this.state.model = this.#model()
      this.getAttributeManager()!.invalidateAll()
    }
  }

  override draw() {
    const model = this.state.model!
    model.shaderInputs.setProps({ dots: { share: this.props.share, ground: [...this.props.ground, 1] } })
    model.draw(this.context.renderPass)
  }

  #model(): Model {
    return new Model(this.context.device, {
      ...this.getShaders(),
      id: this.props.id,
      bufferLayout: this.getAttributeManager()!.getBufferLayouts(),
      geometry: new Geometry({
        topology: 'triangle-strip',
        attributes: { positions: { size: 3, value: new Float32Array([-1, -1, 0, 1, -1, 0, -1, 1, 0, 1, 1, 0]) } },
      }),
      isInstanced: true,
    })
  }
}
