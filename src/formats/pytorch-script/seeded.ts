// Python, part 1: the seeded generator and what is drawn from it, number for number as in core/random.ts and core/elementary.ts.

export const SEEDED = String.raw`
# --- The seeded generator: mulberry32, and seeds hashed from numbers and names ---------------------------------------------------------
# Logarithm, sine, cosine, exponential and tanh are written out in + - * / alone: the numbers have the same bits on every machine.

MASK = 0xffffffff


def _avalanche(word):
    word = ((word ^ (word >> 16)) * 0x85ebca6b) & MASK
    word = ((word ^ (word >> 13)) * 0xc2b2ae35) & MASK
    return word ^ (word >> 16)


def _absorb(value, word):
    return _avalanche((value * 31 + _avalanche((word + 0x9e3779b9) & MASK)) & MASK)


def derive_seed(*parts):
    """A whole number from 0 to 2**32 - 1, from whole numbers and names."""
    value = 0x2545f491
    for part in parts:
        if isinstance(part, str):
            value = _absorb(_absorb(value, 3), len(part))
            for letter in part:
                value = _absorb(value, ord(letter))
        else:
            value = _absorb(_absorb(value, 1), int(part))
    return value


def uniform(seed, count):
    """The first numbers in [0, 1) of mulberry32(seed)."""
    places = np.arange(1, count + 1, dtype=np.uint64)
    state = ((np.uint64(seed) + places * np.uint64(0x6d2b79f5)) & np.uint64(MASK)).astype(np.uint32)
    bits = (state ^ (state >> np.uint32(15))) * (state | np.uint32(1))
    bits = bits ^ (bits + (bits ^ (bits >> np.uint32(7))) * (bits | np.uint32(61)))
    return (bits ^ (bits >> np.uint32(14))).astype(np.float64) / 4294967296


LN2_HIGH, LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
LOG2_E, HALF_PI = 1.4426950408889634, 1.5707963267948966
_FACTORIAL = [float(math.factorial(k)) for k in range(19)]
_EXPONENTIAL = [1 / _FACTORIAL[k] for k in range(2, 14)]
_SINE = [(1 if k % 4 == 1 else -1) / _FACTORIAL[k] for k in range(3, 18, 2)]
_COSINE = [(1 if k % 4 == 0 else -1) / _FACTORIAL[k] for k in range(2, 19, 2)]
_LOGARITHM = [2 / (2 * k + 3) for k in range(11)]


def _polynomial(coefficients, x):
    total = np.full_like(x, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        total = total * x + coefficient
    return total


def logarithm(x):
    high = x.view(np.int64) >> 32
    k = (high >> 20) - 1023 + ((high & 0xfffff) > 0x6a09e)
    f = np.ldexp(x, (-k).astype(np.int32)) - 1
    s = f / (2 + f)
    z = s * s
    return k * LN2_HIGH + (f - (s * (f - z * _polynomial(_LOGARITHM, z)) - k * LN2_LOW))


def _reduced(r):
    return r + r * r * _polynomial(_EXPONENTIAL, r)


def exponential(x):
    k = np.floor(x * LOG2_E + 0.5)
    return np.ldexp(1 + _reduced((x - k * LN2_HIGH) - k * LN2_LOW), k.astype(np.int32))


def hyperbolic_tangent(x):
    twice = np.minimum(2 * np.abs(x), 44.0)
    k = np.floor(twice * LOG2_E + 0.5)
    scale = np.ldexp(1.0, k.astype(np.int32))
    less = (scale - 1) + scale * _reduced((twice - k * LN2_HIGH) - k * LN2_LOW)
    return np.where(twice < 44, np.copysign(less / (less + 2), x), np.sign(x))


def _of_turns(u, ahead):
    nearest = np.floor(4 * u + 0.5)
    angle = (4 * u - nearest) * HALF_PI
    square = angle * angle
    quarter = (nearest.astype(np.int64) + ahead) % 4
    value = np.where(quarter % 2 == 0, angle + angle * (square * _polynomial(_SINE, square)), 1 + square * _polynomial(_COSINE, square))
    return np.where(quarter < 2, value, -value)


def sine_of_turns(u):
    return _of_turns(u, 0)


def cosine_of_turns(u):
    return _of_turns(u, 1)


def normals(seed, count):
    """Standard normal numbers (Box and Muller), both of each pair used."""
    pairs = uniform(seed, 2 * ((count + 1) // 2)).reshape(-1, 2)
    radius = np.sqrt(-2 * logarithm(1 - pairs[:, 0]))
    return np.stack([radius * cosine_of_turns(pairs[:, 1]), radius * sine_of_turns(pairs[:, 1])], axis=1).ravel()[:count]


def shuffled(count, draws):
    """0 ... count - 1 in random order (Fisher and Yates); takes count - 1 draws."""
    order = list(range(count))
    for last, draw in zip(range(count - 1, 0, -1), draws):
        other = int((last + 1) * draw)
        order[last], order[other] = order[other], order[last]
    return np.array(order, dtype=np.int64)


def rounded(x):
    return math.floor(x + 0.5)
`
