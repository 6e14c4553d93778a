/** Message keys with their Chinese text; `{name}` marks a value to fill in. */
export type Catalogue = Readonly<Record<string, string>>;

type Placeholder<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

type Values<S extends string> = [Placeholder<S>] extends [never]
  ? []
  : [values: Record<Placeholder<S>, string | number>];

/** The keys whose texts need no values, for tables of keys. */
export type PlainKey<C extends Catalogue> = {
  [K in keyof C & string]: [Placeholder<C[K]>] extends [never] ? K : never;
}[keyof C & string];

export type Translate<C extends Catalogue> = <K extends keyof C & string>(
  key: K,
  ...values: Values<C[K]>
) => string;

/**
 * Makes the `t` of a face from its catalogue. Keys and the values that a text
 * needs are checked by the compiler; a missing value cannot reach a screen.
 */
export function createTranslate<const C extends Catalogue>(catalogue: C): Translate<C> {
  return (key, ...values) => {
    const text: string = catalogue[key] ?? key;
    const given = values[0] as Record<string, string | number> | undefined;
    return given
      ? text.replace(/\{(\w+)\}/g, (_, name: string) => String(given[name] ?? ''))
      : text;
  };
}
