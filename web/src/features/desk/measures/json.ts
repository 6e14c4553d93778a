/** JSON with line breaks; text that is none is shown as it is. Numbers keep their digits. */
export function prettyJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  // Written by hand rather than by JSON.stringify, which would round long numbers.
  let depth = 0;
  let out = '';
  const line = () => `\n${'  '.repeat(depth)}`;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g)) {
    switch (token) {
      case '{':
      case '[':
        depth++;
        out += token + line();
        break;
      case '}':
      case ']':
        depth--;
        out = /[[{]\s*$/.test(out) ? out.trimEnd() + token : out + line() + token;
        break;
      case ',':
        out += `,${line()}`;
        break;
      case ':':
        out += ': ';
        break;
      default:
        out += token;
    }
  }
  return out;
}
