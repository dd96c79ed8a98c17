/** What may stand in a symbol; nothing that could mean something in a URL. */
const SYMBOL = /^\^?[A-Z0-9][A-Z0-9.\-=/]{0,20}$/;
const SHARE_CLASS = /^([A-Z]{1,5})[./]([A-Z])$/;

/** A symbol as Yahoo, Tiingo and FMP write it: a share class after a hyphen. null where they can have none such. */
export function vendorSymbol(symbol: string): string | null {
  return SYMBOL.test(symbol) ? symbol.replace(SHARE_CLASS, "$1-$2") : null;
}

/** The same for vendors of whom only American listings are asked; any other has its exchange after a point. */
export function americanSymbol(symbol: string): string | null {
  const name = vendorSymbol(symbol);
  return name === null || /[.^=/]/.test(name) ? null : name;
}
