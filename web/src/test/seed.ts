import fc from 'fast-check';

// The same examples in every run, so that a change and not chance decides whether
// the tests pass; a long run draws its own.
const seed = process.env.YIKOU_SEED ?? (process.env.YIKOU_SOAK ? undefined : '20261122');
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });
