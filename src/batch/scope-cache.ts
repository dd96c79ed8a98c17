import { type PortfolioScope, readFactsRevisions, readScope } from "#db/stores/portfolio-facts-store.ts";
import type { Queryable } from "#db/types.ts";

/**
 * What runs cover of each portfolio, kept in a process by the revision of its facts: every phase plans from it, and of
 * ten thousand portfolios it takes seconds to read.
 */
export interface ScopeCache {
  /** Portfolios with at least one position, as the connection sees them: these, or all for null. Sorted by id. */
  read(db: Queryable, ids: readonly string[] | null): Promise<readonly PortfolioScope[]>;
}

/** Some 50 MB of thirty symbols each; with more, everything is forgotten and begun again. */
const MAX_PORTFOLIOS = 50_000;

export function createScopeCache(maxPortfolios = MAX_PORTFOLIOS): ScopeCache {
  /** The scope is null for a portfolio without positions. */
  const entries = new Map<string, { readonly revision: string; readonly scope: PortfolioScope | null }>();
  /** One string for each symbol, however many portfolios hold it. */
  const names = new Map<string, string>();

  const named = (symbol: string): string => {
    const known = names.get(symbol);
    if (known === undefined) names.set(symbol, symbol);
    return known ?? symbol;
  };

  function keep(
    read: readonly {
      readonly id: string;
      readonly revision: string;
      readonly scope: PortfolioScope | null;
    }[],
  ): void {
    if (entries.size + read.length > maxPortfolios) {
      entries.clear();
      names.clear();
    }
    if (read.length > maxPortfolios) return;
    for (const { id, revision, scope } of read) entries.set(id, { revision, scope });
  }

  return {
    async read(db, ids) {
      const revisions = await readFactsRevisions(db, ids);
      const found = new Map<string, PortfolioScope | null>();
      const unread: string[] = [];
      for (const [id, revision] of revisions) {
        const entry = entries.get(id);
        if (entry?.revision === revision) found.set(id, entry.scope);
        else unread.push(id);
      }
      if (unread.length > 0) {
        const scopes = new Map((await readScope(db, unread)).map((scope) => [scope.id, scope]));
        const read = unread.map((id) => {
          const scope = scopes.get(id);
          if (scope === undefined) return { id, revision: revisions.get(id) as string, scope: null };
          return {
            id,
            revision: scope.factsRevision,
            scope: { ...scope, symbols: scope.symbols.map(named) },
          };
        });
        for (const { id, scope } of read) found.set(id, scope);
        keep(read);
      }
      return [...revisions.keys()].flatMap((id) => found.get(id) ?? []);
    },
  };
}
