import type { Answer } from "@/api/api-query.ts";

type Data = NonNullable<Answer<"/api/v1/analytics/portfolio/{portfolio_id}/explain">["data"]>;

/** What a number was computed from. */
export type Explained = NonNullable<Data["explanation"]>;
export type ExplainedInput = Explained["inputs"][number];
export type ExplainedSource = ExplainedInput["source"];

/** Opens the explanation of another number; `label`: what to call it until it has been read. */
export type OpenNumber = (number: string, label: string) => void;
