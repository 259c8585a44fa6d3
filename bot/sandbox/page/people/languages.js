// The languages offered for a person's app; any other code can be typed.

const CODES = "ar bg cs da de el en es fa fi fr he hi hu id it ja ko nl no pl pt-br ro ru sk sv th tr uk ur vi zh".split(" ");

/** Codes with their names, in English as the page is. */
export function languages() {
  return CODES.map((code) => [code, languageName(code)]);
}

/** "German" for "de"; the code itself when nobody knows it. */
export function languageName(code) {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
