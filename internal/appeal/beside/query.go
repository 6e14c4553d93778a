package beside

import "github.com/yikou/yikou/internal/appeal"

// candidate is a set of cases that is compared, its newest first.
type candidate struct {
	sight appeal.Sight
	most  int
}

// candidates are the cases in a sight that a subject is compared with.
func candidates(sight appeal.Sight, of Subject) []candidate {
	list := []candidate{{sight, comparedNewest}}
	if of.PlaceCode != "" {
		list = append(list, candidate{sight.And(`place_code = ?`, of.PlaceCode), comparedAlike})
	}
	if of.USCC != "" {
		list = append(list, candidate{sight.And(`uscc = ?`, of.USCC), comparedAlike})
	}
	if of.Topic != "" {
		list = append(list, candidate{sight.And(`topic = ?`, of.Topic), comparedAlike})
	}
	return list
}
