import type { VolatilityField } from "./volatility-types.ts";

interface Measure {
  readonly field: VolatilityField;
  readonly label: string;
  readonly note: string;
  /** Key of its explanation. */
  readonly number: string;
}

/** The volatilities of the book, in the order of the page. */
export const MEASURES: readonly Measure[] = [
  {
    field: "realized_volatility_21d",
    label: "21 sessions",
    note: "realised, last month",
    number: "volatility/realized_21",
  },
  {
    field: "realized_volatility_63d",
    label: "63 sessions",
    note: "realised, last quarter",
    number: "volatility/realized_63",
  },
  {
    field: "realized_volatility_252d",
    label: "252 sessions",
    note: "realised, last year",
    number: "volatility/realized_252",
  },
  {
    field: "ewma",
    label: "EWMA",
    note: "recent weigh most",
    number: "volatility/ewma",
  },
  {
    field: "expected_volatility_21d",
    label: "Forecast",
    note: "next 21 sessions",
    number: "volatility/har_21",
  },
];
