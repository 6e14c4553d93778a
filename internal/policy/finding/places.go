package finding

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/library/statute"
)

const (
	// maxPlaces is how many articles of one policy are shown: more is the policy's
	// own page. A guess.
	maxPlaces = 3
	// placeLength is about how many characters of an article are shown.
	placeLength = 72
)

// Place is an article of a policy that holds what was looked for. Anchor names it
// on the page of the policy.
type Place struct {
	Citation, Anchor string
	Parts            []textsearch.Part
}

// asked matches an article named in what was typed.
var asked = regexp.MustCompile(`第([〇零一二三四五六七八九十百千]+|\d{1,4})条`)

// PlacesOf returns the articles of a text that hold most of what was looked for; an
// article that is asked for by its number is always among them.
func PlacesOf(text, query string) []Place {
	type scored struct {
		Place
		at, points int
	}
	named := -1
	if m := asked.FindStringSubmatch(query); m != nil {
		named = statute.Number(m[1])
	}
	var list []scored
	most := 0
	for at, node := range statute.Parse(text) {
		if node.Anchor == "" || node.Text == "" {
			continue
		}
		parts := textsearch.Highlight(node.Text, query, placeLength)
		points := pointsOf(parts)
		most = max(most, points)
		if m := asked.FindStringSubmatch(node.Citation); m != nil && m[0] == node.Citation && statute.Number(m[1]) == named {
			points += 1 << 20
		}
		list = append(list, scored{Place{node.Citation, node.Anchor, parts}, at, points})
	}
	// What holds less than half of what the best holds was hit by chance.
	list = slices.DeleteFunc(list, func(p scored) bool { return p.points < 2 || 2*p.points < most })
	slices.SortStableFunc(list, func(a, b scored) int { return cmp.Compare(b.points, a.points) })
	list = list[:min(maxPlaces, len(list))]
	slices.SortFunc(list, func(a, b scored) int { return cmp.Compare(a.at, b.at) })
	out := make([]Place, len(list))
	for i, p := range list {
		out[i] = p.Place
	}
	return out
}

// pointsOf counts the characters that were hit, each word once and none within
// another: a short word that comes again and again is not the long one asked for.
func pointsOf(parts []textsearch.Part) int {
	points := 0
	for i, p := range parts {
		within := func(j int, other textsearch.Part) bool {
			return other.Hit && strings.Contains(other.Text, p.Text) && (len(other.Text) > len(p.Text) || j < i)
		}
		counted := !p.Hit
		for j, other := range parts {
			counted = counted || within(j, other)
		}
		if !counted {
			points += len([]rune(p.Text))
		}
	}
	return points
}
