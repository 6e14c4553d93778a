// Package benchmatch makes up a city's registry and its measures from a seed and
// measures the engine on them: what `yikou bench match` does. The same seed gives
// the same enterprises, measures and totals on every machine and any number of
// cores. It also writes the registry as columns and the flat measures as SQL, CEL
// and expr, so that other engines can be run on the same work.
//
// The distributions imitate a municipal register: most enterprises are small and
// young, few report figures, whole groups of figures are missing together, and
// lists kept by departments (breach of trust, qualifications) are complete for
// most. Nobody in it exists.
package benchmatch
