import { compositionViews } from "./composition.ts";
import { factorsView } from "./factors.ts";
import { ledgerViews } from "./ledger.ts";
import { riskViews } from "./risk.ts";
import type { View } from "./view.ts";

/** Every view of `sigmasight show`. */
export const VIEWS: readonly View[] = [...ledgerViews, factorsView, ...riskViews, ...compositionViews];
