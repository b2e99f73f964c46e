// A view as it was read from a file -> the same without anything that could steer a terminal: no control signs, no hidden or turned-around text.

/** One line of text: breaks become spaces, control and format signs (bidirectional ones as well) go, half a surrogate is shown as such. */
export function cleanText(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\p{Cs}/gu, '\ufffd');
}

/** Every text inside, however deep. */
export function cleaned<Value>(value: Value): Value {
  return cleanedDeep(value) as Value;
}

function cleanedDeep(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanedDeep);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cleanedDeep(inner)]));
}
