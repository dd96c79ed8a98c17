/** The sectors of Morningstar, which Yahoo and FMP use, in the words of GICS; by their letters alone. */
const GICS: Readonly<Record<string, string>> = {
  technology: "Information Technology",
  financialservices: "Financials",
  healthcare: "Health Care",
  consumercyclical: "Consumer Discretionary",
  consumerdefensive: "Consumer Staples",
  basicmaterials: "Materials",
  communicationservices: "Communication Services",
  industrials: "Industrials",
  energy: "Energy",
  utilities: "Utilities",
  realestate: "Real Estate",
};

/** A vendor's sector in the one vocabulary of all providers; a name it does not have stays, nothing is null. */
export function gicsSector(name: string | null | undefined): string | null {
  const text = name?.trim() ?? "";
  return text === "" ? null : (GICS[text.toLowerCase().replaceAll(/[^a-z]/g, "")] ?? text);
}
