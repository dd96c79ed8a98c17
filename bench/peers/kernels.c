/* Factor loadings by rolling co-moments, re-anchored every 64 sessions: the work of src/core/factors in C.
 * usage: kernels DATA symbols sessions outputs repeats
 * DATA holds float64 returns, session-minor: 8 proxies, then the symbols. Prints "seconds checksum" a repeat.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ANCHOR = 64, WIDTH = 58, BLOCK = 256, MAXK = 8 };
enum { SPY, TLT, MTUM, VTV, VUG, IWM, QUAL, USMV };

typedef struct { int k, window; double *x, *sums, *means, *gram, *inverse; } Group;

static int T, D, FIRST;

static void invert(const double *g, int k, double *inv) {
  double l[64] = {0}, li[64] = {0};
  for (int j = 0; j < k; j++) {
    double p = g[j * k + j];
    for (int m = 0; m < j; m++) p -= l[j * k + m] * l[j * k + m];
    l[j * k + j] = sqrt(p);
    for (int i = j + 1; i < k; i++) {
      double s = g[i * k + j];
      for (int m = 0; m < j; m++) s -= l[i * k + m] * l[j * k + m];
      l[i * k + j] = s / l[j * k + j];
    }
  }
  for (int j = 0; j < k; j++) {
    li[j * k + j] = 1 / l[j * k + j];
    for (int i = j + 1; i < k; i++) {
      double s = 0;
      for (int m = j; m < i; m++) s -= l[i * k + m] * li[m * k + j];
      li[i * k + j] = s / l[i * k + i];
    }
  }
  for (int i = 0; i < k; i++)
    for (int j = 0; j < k; j++) {
      double s = 0;
      for (int m = i > j ? i : j; m < k; m++) s += li[m * k + i] * li[m * k + j];
      inv[i * k + j] = s;
    }
}

/* Sums, means and centred Gram of every session, two-pass; regressors stay as they are (returns, near 0). */
static void prepare(Group *g) {
  int k = g->k, n = g->window;
  for (int t = FIRST; t < T; t++) {
    double *s = g->sums + t * k, *m = g->means + t * k, *G = g->gram + t * k * k;
    memset(s, 0, sizeof(double) * k);
    memset(G, 0, sizeof(double) * k * k);
    for (int r = t - n + 1; r <= t; r++)
      for (int j = 0; j < k; j++) s[j] += g->x[r * k + j];
    for (int j = 0; j < k; j++) m[j] = s[j] / n;
    for (int r = t - n + 1; r <= t; r++)
      for (int i = 0; i < k; i++)
        for (int j = 0; j < k; j++) G[i * k + j] += (g->x[r * k + i] - m[i]) * (g->x[r * k + j] - m[j]);
  }
}

static void ridge_operators(Group *g) {
  for (int t = FIRST; t < T; t++) {
    double a[36], *G = g->gram + t * 64;
    for (int i = 0; i < 6; i++)
      for (int j = 0; j < 6; j++)
        a[i * 6 + j] = G[(i + 2) * 8 + j + 2] + (i == j ? G[(i + 2) * 9] / g->window : 0);
    invert(a, 6, g->inverse + t * 49);
  }
}

static void univariate(double *o, double c, double sxx, double v, double mx, double my, int n) {
  double b = c / sxx, ssr = v - b * c;
  o[0] = b, o[1] = my - b * mx, o[2] = sqrt(ssr / (n - 2) / sxx), o[3] = 1 - ssr / v, o[4] = n;
}

static inline __attribute__((always_inline)) void roll(const Group *g, const double *y, double *out, int K, int which) {
  int n = g->window;
  double p[MAXK] = {0}, sum = 0, squares = 0, centre = 0;
  int start = (FIRST + 63) / ANCHOR * ANCHOR;
  if (start > FIRST) start -= ANCHOR;
  if (start < n - 1) start = n - 1;
  for (int t = start; t < T; t++) {
    if (t == start || t % ANCHOR == 0) {
      centre = 0;
      for (int r = t - n + 1; r <= t; r++) centre += y[r];
      centre /= n, sum = squares = 0;
      memset(p, 0, sizeof p);
      for (int r = t - n + 1; r <= t; r++) {
        double a = y[r] - centre;
        for (int j = 0; j < K; j++) p[j] += g->x[r * K + j] * a;
        sum += a, squares += a * a;
      }
    } else {
      double a = y[t] - centre, b = y[t - n] - centre;
      const double *in = g->x + t * K, *left = g->x + (t - n) * K;
      for (int j = 0; j < K; j++) p[j] += in[j] * a - left[j] * b;
      sum += a - b, squares += a * a - b * b;
    }
    if (t < FIRST) continue;
    double share = sum / n, my = centre + share, v = squares - sum * share, c[MAXK], *o = out + (t - FIRST) * WIDTH;
    const double *s = g->sums + t * K, *m = g->means + t * K, *G = g->gram + t * K * K, *inv = g->inverse + t * 49;
    for (int j = 0; j < K; j++) c[j] = p[j] - s[j] * share;
    if (which == 0) {
      univariate(o, c[0], G[0], v, m[0], my, n);
      univariate(o + 5, c[1], G[9], v, m[1], my, n);
      double alpha = my, fit = 0;
      for (int i = 0; i < 6; i++) {
        double b = 0;
        for (int j = 0; j < 6; j++) b += inv[i * 6 + j] * c[j + 2];
        o[10 + i] = b, alpha -= b * m[i + 2], fit += b * (c[i + 2] + b * G[(i + 2) * 9] / n);
      }
      o[16] = alpha, o[17] = fit / v, o[18] = 0, o[19] = n;
    } else if (which == 1) {
      for (int j = 0; j < 4; j++) univariate(o + 20 + 5 * j, c[j], G[j * 5], v, m[j], my, n);
    } else {
      double alpha = my, ssr = v;
      for (int i = 0; i < 7; i++) {
        double b = 0;
        for (int j = 0; j < 7; j++) b += inv[i * 7 + j] * c[j];
        o[40 + i] = b, alpha -= b * m[i], ssr -= b * c[i];
      }
      for (int i = 0; i < 7; i++) o[47 + i] = sqrt(ssr / (n - 8) * inv[i * 8]);
      o[54] = alpha, o[55] = 1 - ssr / v, o[56] = ssr / (n - 8), o[57] = n;
    }
  }
}

static Group group(int k, int window) {
  Group g;
  g.k = k, g.window = window, g.x = calloc(T * k, 8), g.sums = calloc(T * k, 8), g.means = calloc(T * k, 8);
  g.gram = calloc(T * k * k, 8), g.inverse = calloc(T * 49, 8);
  return g;
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  int S = atoi(argv[2]);
  T = atoi(argv[3]), D = atoi(argv[4]), FIRST = T - D;
  double *data = malloc(sizeof(double) * (S + 8) * T);
  FILE *file = fopen(argv[1], "rb");
  if (!data || !file || fread(data, sizeof(double), (size_t)(S + 8) * T, file) != (size_t)(S + 8) * T) return 1;
  Group near = group(8, 90), spread = group(4, 180), joint = group(7, 252);
  for (int t = 0; t < T; t++) {
    double f[8];
    for (int j = 0; j < 8; j++) near.x[t * 8 + j] = f[j] = data[j * T + t];
    double s[4] = {f[VUG] - f[VTV], f[MTUM] - f[SPY], f[IWM] - f[SPY], f[QUAL] - f[SPY]};
    double q[7] = {f[SPY], s[0], s[1], s[2], s[3], f[USMV] - f[SPY], f[TLT]};
    memcpy(spread.x + t * 4, s, sizeof s), memcpy(joint.x + t * 7, q, sizeof q);
  }
  for (int repeat = 0; repeat < atoi(argv[5]); repeat++) {
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    double checksum = 0;
    prepare(&near), prepare(&spread), prepare(&joint), ridge_operators(&near);
    for (int t = FIRST; t < T; t++) invert(joint.gram + t * 49, 7, joint.inverse + t * 49);
    double *out = malloc(sizeof(double) * BLOCK * D * WIDTH);
    for (int s0 = 0; s0 < S; s0 += BLOCK) {
      int count = S - s0 < BLOCK ? S - s0 : BLOCK;
      for (int s = 0; s < count; s++) {
        const double *y = data + (size_t)(8 + s0 + s) * T;
        roll(&near, y, out + (size_t)s * D * WIDTH, 8, 0);
        roll(&spread, y, out + (size_t)s * D * WIDTH, 4, 1);
        roll(&joint, y, out + (size_t)s * D * WIDTH, 7, 2);
      }
      for (int s = 0; s < count; s++) checksum += out[((size_t)s * D + D - 1) * WIDTH] + out[((size_t)s * D + D - 1) * WIDTH + 40];
    }
    free(out);
    clock_gettime(CLOCK_MONOTONIC, &b);
    printf("%.6f %.12g\n", (b.tv_sec - a.tv_sec) + (b.tv_nsec - a.tv_nsec) * 1e-9, checksum);
  }
  return 0;
}
