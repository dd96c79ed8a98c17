/** Shifted QL steps one eigenvalue may take; a handful is usual. */
const MAX_STEPS = 60;

/**
 * Eigenvalues alone of a symmetric n×n row-major matrix (lower triangle read), largest first: reduction to a
 * tridiagonal matrix by Householder reflections, then implicit QL. Accurate to about n units in the last place of the
 * largest, at a small part of the cost of `symmetricEigen`: for hundreds of rows. Throws RangeError on a missing or
 * infinite element. Source: Golub & Van Loan, 8.3; EISPACK's `tred1` and `tql1`.
 */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++)
      if (!Number.isFinite(matrix[i * n + j]!)) throw new RangeError("eigenvalues of a matrix not finite");
  const { diagonal, below } = tridiagonal(matrix, n);
  for (let l = 0; l < n; l++) deflate(diagonal, below, n, l);
  return diagonal.sort().reverse();
}

/** The diagonal, and below[i] between i and i + 1, of a tridiagonal matrix with the same eigenvalues. */
function tridiagonal(matrix: Float64Array, n: number) {
  const a = matrix.slice(0, n * n);
  const below = new Float64Array(n);
  const p = new Float64Array(n);
  for (let i = n - 1; i > 1; i--) {
    // Reflects row i, left of the diagonal, onto its last element; rows above i change alike.
    const row = a.subarray(i * n, i * n + i);
    let scale = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(row[k]!);
    if (scale === 0) continue;
    let h = 0;
    for (let k = 0; k < i; k++) {
      row[k] = row[k]! / scale;
      h += row[k]! * row[k]!;
    }
    const last = row[i - 1]!;
    const g = last >= 0 ? -Math.sqrt(h) : Math.sqrt(h);
    below[i - 1] = scale * g;
    h -= last * g;
    row[i - 1] = last - g;
    p.fill(0, 0, i);
    for (let j = 0; j < i; j++) {
      const uj = row[j]!;
      let sum = a[j * n + j]! * uj;
      for (let k = 0; k < j; k++) {
        const ajk = a[j * n + k]!;
        sum += ajk * row[k]!;
        p[k] = p[k]! + ajk * uj;
      }
      p[j] = p[j]! + sum;
    }
    let up = 0;
    for (let k = 0; k < i; k++) {
      p[k] = p[k]! / h;
      up += row[k]! * p[k]!;
    }
    const half = up / (2 * h);
    for (let k = 0; k < i; k++) p[k] = p[k]! - half * row[k]!;
    for (let j = 0; j < i; j++) {
      const [uj, pj] = [row[j]!, p[j]!];
      for (let k = 0; k <= j; k++) a[j * n + k] = a[j * n + k]! - (uj * p[k]! + pj * row[k]!);
    }
  }
  if (n > 1) below[0] = a[n]!;
  return { diagonal: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), below };
}

/** Implicit QL steps until d[l] is an eigenvalue; e holds the elements below the diagonal. */
function deflate(d: Float64Array, e: Float64Array, n: number, l: number): void {
  for (let step = 0; step < MAX_STEPS; step++) {
    let m = l;
    while (m < n - 1 && !isNegligible(e[m]!, d[m]!, d[m + 1]!)) m++;
    if (m === l) return;
    let g = (d[l + 1]! - d[l]!) / (2 * e[l]!);
    g = d[m]! - d[l]! + e[l]! / (g + (g >= 0 ? 1 : -1) * Math.hypot(g, 1));
    let [s, c, shift] = [1, 1, 0];
    let i = m - 1;
    for (; i >= l; i--) {
      const f = s * e[i]!;
      const b = c * e[i]!;
      const r = Math.hypot(f, g);
      e[i + 1] = r;
      if (r === 0) {
        d[i + 1] = d[i + 1]! - shift;
        e[m] = 0;
        break;
      }
      s = f / r;
      c = g / r;
      g = d[i + 1]! - shift;
      const t = (d[i]! - g) * s + 2 * c * b;
      shift = s * t;
      d[i + 1] = g + shift;
      g = c * t - b;
    }
    if (i >= l) continue;
    d[l] = d[l]! - shift;
    e[l] = g;
    e[m] = 0;
  }
}

function isNegligible(value: number, a: number, b: number): boolean {
  return Math.abs(value) <= Number.EPSILON * (Math.abs(a) + Math.abs(b));
}
