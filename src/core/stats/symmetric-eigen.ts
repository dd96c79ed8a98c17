export interface SymmetricEigen {
  /** Eigenvalues, largest first. */
  readonly values: Float64Array;
  /** Orthonormal eigenvectors, n×n row-major: column j belongs to `values[j]`. */
  readonly vectors: Float64Array;
}

const MAX_SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric n×n row-major matrix by cyclic Jacobi rotations, accurate to a few
 * units in the last place of the largest. Meant for tens of rows, as it costs O(n³) a sweep. Throws RangeError on a
 * missing or infinite element. Source: Golub & Van Loan, 8.5.
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  for (let i = 0; i < n * n; i++)
    if (!Number.isFinite(matrix[i]!)) throw new RangeError("eigenvalues of a matrix that is not finite");
  const a = matrix.slice(0, n * n);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;

  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) if (rotate(a, v, n, p, q)) rotated = true;
    if (!rotated) break;
  }
  return sorted(a, v, n);
}

/** Rotates rows and columns p and q so that a_pq becomes 0; false when it is negligible already. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): boolean {
  const app = a[p * n + p]!;
  const aqq = a[q * n + q]!;
  const apq = a[p * n + q]!;
  if (apq === 0) return false;
  const size = Math.abs(apq);
  if (Math.abs(app) + size === Math.abs(app) && Math.abs(aqq) + size === Math.abs(aqq)) {
    a[p * n + q] = 0;
    a[q * n + p] = 0;
    return false;
  }
  const theta = (aqq - app) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const akp = a[k * n + p]!;
    const akq = a[k * n + q]!;
    a[k * n + p] = c * akp - s * akq;
    a[k * n + q] = s * akp + c * akq;
  }
  for (let k = 0; k < n; k++) {
    const apk = a[p * n + k]!;
    const aqk = a[q * n + k]!;
    a[p * n + k] = c * apk - s * aqk;
    a[q * n + k] = s * apk + c * aqk;
    const vkp = v[k * n + p]!;
    const vkq = v[k * n + q]!;
    v[k * n + p] = c * vkp - s * vkq;
    v[k * n + q] = s * vkp + c * vkq;
  }
  a[p * n + q] = 0;
  a[q * n + p] = 0;
  return true;
}

function sorted(a: Float64Array, v: Float64Array, n: number): SymmetricEigen {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]! || i - j);
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  for (const [to, from] of order.entries()) {
    values[to] = a[from * n + from]!;
    for (let k = 0; k < n; k++) vectors[k * n + to] = v[k * n + from]!;
  }
  return { values, vectors };
}
