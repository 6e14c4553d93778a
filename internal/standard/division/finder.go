package division

// Finder finds the division that an address names.
type Finder struct{ tree *Tree }

func newFinder(t *Tree) *Finder { return &Finder{tree: t} }
