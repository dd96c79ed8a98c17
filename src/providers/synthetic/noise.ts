/**
 * Random numbers as a pure function of a name and a counter, so that a made-up return depends on nothing else:
 * not on the range asked for, nor on other symbols, nor on what was drawn before. 32-bit integer arithmetic only,
 * the same bits on every machine.
 */

/** FNV-1a over the UTF-16 units of a text, then mixed. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix(hash);
}

/** The finaliser of MurmurHash3: a bijection of 32-bit integers in which every input bit moves every output bit. */
function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Uniform in (0, 1), never an end, for counter n (any 32-bit integer) of the stream `key`. */
export function uniform(key: number, n: number): number {
  const hash = mix(mix(Math.imul(n, 0x9e3779b9) + key) ^ key);
  return (hash + 0.5) / 4_294_967_296;
}

/** Standard normal for counter n of the stream `key`; at most ±6.4. */
export function normal(key: number, n: number): number {
  return inverseNormal(uniform(key, n));
}

/**
 * Smooth standard normal noise along n: independent knots every `period` steps, blended so that the variance is 1
 * everywhere (weights cos and sin of a quarter turn). Neighbours are alike, n and n + 2·period independent.
 */
export function smoothNormal(key: number, n: number, period: number): number {
  const knot = Math.floor(n / period);
  const turn = (n / period - knot) * (Math.PI / 2);
  return Math.cos(turn) * normal(key, knot) + Math.sin(turn) * normal(key, knot + 1);
}

/**
 * Inverse of the standard normal distribution function, relative accuracy about 1e-16.
 * Source: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477–484.
 */
export function inverseNormal(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_A, r)) / polynomial(CENTRE_B, r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const x =
    r <= 5
      ? polynomial(MIDDLE_C, r - 1.6) / polynomial(MIDDLE_D, r - 1.6)
      : polynomial(TAIL_E, r - 5) / polynomial(TAIL_F, r - 5);
  return q < 0 ? -x : x;
}

/** Coefficients ascending by power. */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * x + (coefficients[k] as number);
  return value;
}

const CENTRE_A = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const CENTRE_B = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852546,
];
const MIDDLE_C = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const MIDDLE_D = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const TAIL_E = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const TAIL_F = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
];
