import { compositionViews } from "./composition.ts";
import { correlationViews } from "./correlation.ts";
import { factorViews } from "./factors.ts";
import { holdingViews } from "./holdings.ts";
import { ledgerViews } from "./ledger.ts";
import { positionViews } from "./positions.ts";
import { riskViews } from "./risk.ts";
import { stressViews } from "./stress.ts";
import type { View } from "./view.ts";

/** Every view of `sigmasight show`. */
export const VIEWS: readonly View[] = [
  ...ledgerViews,
  ...factorViews,
  ...positionViews,
  ...riskViews,
  ...correlationViews,
  ...stressViews,
  ...holdingViews,
  ...compositionViews,
];
