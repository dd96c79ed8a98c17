/** Takes secrets out of a text in any case, whether they stand in it plainly, as a URL writes them, or in base64. */
export function secretScrubber(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret !== "")
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString("base64"),
      Buffer.from(secret).toString("base64url"),
    ])
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  if (forms.length === 0) return (text) => text;
  const anyForm = new RegExp(forms.join("|"), "gi");
  return (text) => text.replaceAll(anyForm, "[secret]");
}
