import { answerOf, api } from "@/api/client.ts";
import type { paths } from "@/api/schema.d.ts";
import type { ColumnChoice } from "./column-choice.ts";

type Preview = paths["/api/v1/onboarding/preview"]["post"];
type Create = paths["/api/v1/onboarding/create-portfolio"]["post"];

export type PreviewAnswer = Preview["responses"][200]["content"]["application/json"];
export type Issue = PreviewAnswer["errors"][number];
export type Totals = PreviewAnswer["totals"];
type Fields<Route extends { requestBody: { content: { "multipart/form-data": object } } }> = Omit<
  Route["requestBody"]["content"]["multipart/form-data"],
  "csv_file" | "mapping"
>;

/** What is sent to be read: the file, and which of its columns is which field where its own names do not say. */
export interface SentFile {
  readonly file: File;
  readonly mapping: ColumnChoice | null;
}

/** What an import of the file would store, and what is wrong with it. Throws an ApiProblem. */
export function previewPositions(sent: SentFile, fields: Fields<Preview>): Promise<PreviewAnswer> {
  return answerOf(
    api.POST("/api/v1/onboarding/preview", {
      body: { csv_file: sent.file.name, ...fields },
      bodySerializer: () => formOf(sent, fields),
    }),
  );
}

/** Stores the portfolio; the same again gives the one that is there, which is not new. Throws an ApiProblem. */
export async function createPortfolio(sent: SentFile, fields: Fields<Create>) {
  const call = api.POST("/api/v1/onboarding/create-portfolio", {
    body: { csv_file: sent.file.name, ...fields },
    bodySerializer: () => formOf(sent, fields),
  });
  const answer = await answerOf(call);
  return { isNew: (await call).response.status === 201, answer };
}

function formOf({ file, mapping }: SentFile, fields: object): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "string" && value !== "") form.append(name, value);
  }
  if (mapping !== null) form.append("mapping", JSON.stringify(mapping));
  form.append("csv_file", file, file.name);
  return form;
}
