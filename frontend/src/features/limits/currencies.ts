/** Those most people here pay in; the others follow by name. */
const USUAL = ['EUR', 'USD', 'GBP', 'CHF', 'CAD'];

interface Choice {
  value: string;
  label: string;
}

/** Every currency the browser knows, named in the page's language, and `present` whatever it is. */
export function currencies(present: string, language: string): Choice[] {
  const names = new Intl.DisplayNames([language], { type: 'currency' });
  const nameOf = (code: string): string => {
    try {
      const name = names.of(code) ?? code;
      return name === code ? code : `${name.charAt(0).toLocaleUpperCase(language)}${name.slice(1)} (${code})`;
    } catch {
      return code;
    }
  };
  const rest = Intl.supportedValuesOf('currency').filter((code) => !USUAL.includes(code) && code !== present);
  const named = (codes: readonly string[]) => codes.map((value) => ({ value, label: nameOf(value) }));
  const first = USUAL.includes(present) ? USUAL : [present, ...USUAL];
  return [...named(first), ...named(rest).sort((a, b) => a.label.localeCompare(b.label, language))];
}
