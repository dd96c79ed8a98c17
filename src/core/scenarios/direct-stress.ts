import type { FactorBook } from "#core/risk/factor-book.ts";
import { type MovePnl, movePnl } from "./move-pnl.ts";
import type { TranslatedShocks } from "./translate-shocks.ts";

/** Direct stress: only the shocked factors move, each as stated; the others stay where they are. */
export function directStress(book: FactorBook, shocks: TranslatedShocks): MovePnl {
  return movePnl(book, shocks);
}
