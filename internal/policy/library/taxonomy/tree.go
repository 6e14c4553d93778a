package taxonomy

import "slices"

// Term is a theme of the taxonomy; Parent is "" for one at the top.
type Term struct {
	Code, Parent, Label string
}

// Tree is the taxonomy as it stands.
type Tree []Term

// Under returns a code and all below it.
func (t Tree) Under(code string) []string {
	out := []string{code}
	for i := 0; i < len(out); i++ {
		for _, term := range t {
			if term.Parent == out[i] && !slices.Contains(out, term.Code) {
				out = append(out, term.Code)
			}
		}
	}
	return out
}

// Codes are the codes of themes given by code or label; unknown ones are left out.
func (t Tree) Codes(names []string) []string {
	var out []string
	for _, name := range names {
		for _, term := range t {
			if (term.Code == name || term.Label == name) && !slices.Contains(out, term.Code) {
				out = append(out, term.Code)
			}
		}
	}
	return out
}

// Lacks reports whether a code is not in the tree.
func (t Tree) Lacks(codes []string) bool {
	return slices.ContainsFunc(codes, func(code string) bool {
		return !slices.ContainsFunc(t, func(term Term) bool { return term.Code == code })
	})
}

// check refuses a tree with a code twice, without a name, or that goes in circles.
func (t Tree) check() error {
	known := map[string]string{}
	for _, term := range t {
		if _, twice := known[term.Code]; twice || term.Code == "" || term.Label == "" {
			return ErrTree
		}
		known[term.Code] = term.Parent
	}
	for _, term := range t {
		depth := 0
		for at := term.Parent; at != ""; at = known[at] {
			if _, is := known[at]; !is || depth > maxDepth {
				return ErrTree
			}
			depth++
		}
	}
	return nil
}

// maxDepth is how deep themes nest: a three-level tree.
const maxDepth = 2
