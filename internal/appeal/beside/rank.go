package beside

import (
	"cmp"
	"math"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/likeness"
)

// Subject is what cases are compared with: one that is there, or one that is being
// written down.
type Subject struct {
	// ID is empty for what is being written down.
	ID    string
	Text  string
	Topic string
	// PlaceCode and USCC are empty for no place and no enterprise.
	PlaceCode, USCC string
}

// Near is a case that is like another one, and why.
type Near struct {
	*appeal.Case
	// Share is which part of the words is shared, 0 to 1; words of every day count
	// for less.
	Share                          float64
	SamePlace, SameFirm, SameTopic bool
	points                         float64
}

// How much of the words has to be shared: less where something else speaks for it.
// Guesses, tried on the cases of the demo city.
const (
	alikeByWords = 0.34
	alikeAtPlace = 0.16
	alikeOfFirm  = 0.16
	alikeOnTopic = 0.24
)

// What else is the same counts as so much of the words when the nearest come first.
const (
	placePoints = 0.25
	firmPoints  = 0.15
	topicPoints = 0.1
)

// nearest returns the cases that are most like the subject, the nearest first, the
// newest of equal ones before.
func nearest(of Subject, cases []*appeal.Case, most int) []Near {
	texts := make([]likeness.Text, len(cases))
	for i, c := range cases {
		texts[i] = likeness.Of(c.Text)
	}
	own, weights := likeness.Of(of.Text), likeness.Weigh(texts)
	found := []Near{}
	for i, c := range cases {
		if c.ID == of.ID {
			continue
		}
		n := Near{
			Case: c, Share: math.Round(weights.Share(own, texts[i])*1e6) / 1e6,
			SamePlace: of.PlaceCode != "" && of.PlaceCode == c.PlaceCode, SameFirm: of.USCC != "" && of.USCC == c.USCC, SameTopic: of.Topic != "" && of.Topic == c.Topic,
		}
		if n.enough() {
			n.points = n.Share
			for _, extra := range []struct {
				same   bool
				points float64
			}{{n.SamePlace, placePoints}, {n.SameFirm, firmPoints}, {n.SameTopic, topicPoints}} {
				if extra.same {
					n.points += extra.points
				}
			}
			found = append(found, n)
		}
	}
	slices.SortFunc(found, func(a, b Near) int { return cmp.Or(-cmp.Compare(a.points, b.points), -cmp.Compare(a.ID, b.ID)) })
	return found[:min(len(found), most)]
}

func (n Near) enough() bool {
	return n.Share >= alikeByWords || n.SamePlace && n.Share >= alikeAtPlace || n.SameFirm && n.Share >= alikeOfFirm || n.SameTopic && n.Share >= alikeOnTopic
}

// Why says in words what is the same.
func (n Near) Why() []string {
	why := []string{}
	for _, reason := range []struct {
		is   bool
		word string
	}{{n.SamePlace, "同一地点"}, {n.SameFirm, "同一企业"}, {n.SameTopic, "同一主题"}, {n.Share >= alikeByWords, "内容相近"}} {
		if reason.is {
			why = append(why, reason.word)
		}
	}
	return why
}
