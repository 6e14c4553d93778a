package simulation

import "encoding/json"

// asksAnything reports whether there is a clause anywhere in a draft's condition.
// What is no JSON at all asks something that cannot be read.
func asksAnything(draft []byte) bool {
	var d struct {
		When any `json:"when"`
	}
	return json.Unmarshal(draft, &d) != nil || clauseIn(d.When)
}

func clauseIn(node any) bool {
	switch n := node.(type) {
	case []any:
		for _, item := range n {
			if clauseIn(item) {
				return true
			}
		}
		return false
	case map[string]any:
		for _, group := range [...]string{"all", "any", "of", "not"} {
			if inner, ok := n[group]; ok {
				return clauseIn(inner)
			}
		}
		return len(n) > 0
	}
	return node != nil
}
