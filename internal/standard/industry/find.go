package industry

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Match is a place in the classification that a text speaks for.
type Match struct {
	Industry
	// Score is the confidence from 0 to 1: the share of the words that speak for
	// this place, less where there are few words. It orders candidates; it is not
	// a probability.
	Score float64
}

// MinScore is the least Score that Find and FindEnterprise return. Below it the
// words point in too many directions to name one. It is a guess that suited the
// scopes it was tried on.
const MinScore = 0.15

// Find returns at most n places that the words of a name or of a business scope
// speak for, best first; none when nothing reaches MinScore. A place is a class
// where the words tell it, else a group or division. It takes about 10 µs for a
// scope of usual length; text beyond the first 1,200 bytes is not read.
//
// It is a suggestion for a person or a default to be confirmed, never evidence
// for a benefit.
func Find(text string, n int) []Match {
	return FindEnterprise("", text, n)
}

// FindEnterprise is Find over the name and the scope of an enterprise; the name
// weighs more, above all its last word, and tells a factory from a shop.
func FindEnterprise(name, scope string, n int) []Match {
	s := scoring{dict: loadDictionary()}
	s.readName(clip(name, 200))
	s.readScope(clip(scope, 1200))
	s.addName()
	return s.best(n)
}

// oneRune is the length of a word of one character; such a word counts only
// where it stands alone: 酒、茶.
const oneRune = len("酒")

// mostWords is how many words of a scope count. What stands further back is what
// everybody adds: 房屋租赁, 货物进出口.
const mostWords = 15

func alone(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	return (from == 0 || !unicode.IsLetter(before)) && (to == len(text) || !unicode.IsLetter(after))
}

func clip(s string, limit int) string {
	if len(s) > limit {
		return s[:limit]
	}
	return s
}

// vote is the weight of the words for one code.
type vote struct {
	code   string
	weight float64
}

// scoring gathers votes over one enterprise.
type scoring struct {
	dict  *dictionary
	votes []vote
	total float64

	trade  act        // what the name says is done: 厂 makes, 商店 retails
	seen   [acts]bool // what the scope says is done with goods
	heads  []head     // the words of the name
	hits   int        // words of the scope so far
	last   act        // what was last said to be done
	pieces []piece
}

// head is a word of the name, with what is said right after it to be done: 修配.
type head struct {
	term *term
	act  act
}

// piece is a part of a clause between commas: its goods and activities, and what
// is done with them.
type piece struct {
	terms    []*term
	acts     [acts]bool
	said     bool // some act is said
	sentence int
}

func (s *scoring) vote(code string, weight float64) {
	if code == "" {
		return
	}
	// A coarse place counts less, so that a class wins over the division it is in.
	weight *= 0.75 + 0.05*float64(len(code))
	s.total += weight
	for i := range s.votes {
		if s.votes[i].code == code {
			s.votes[i].weight += weight
			return
		}
	}
	s.votes = append(s.votes, vote{code, weight})
}

// trades tell by a word of the name what an enterprise does with its goods.
var trades = []struct {
	act   act
	words []string
}{
	{retails, []string{"商店", "超市", "门市", "商场", "零售", "百货", "药店", "药房", "专卖", "商行", "供销社", "供销合作社", "店"}},
	{sells, []string{"商贸", "贸易", "经贸", "经销", "物资", "供应", "批发", "销售", "供销", "购销", "物产", "进出口", "商业", "工贸", "农贸"}},
	{makes, []string{"厂", "制造", "加工", "制品", "制药", "工业", "机械", "食品", "化工", "纺织", "服装"}},
}

func (s *scoring) readName(name string) {
	if name == "" {
		return
	}
	for _, t := range trades {
		if slices.ContainsFunc(t.words, func(w string) bool { return strings.Contains(name, w) }) {
			s.trade = t.act
			break
		}
	}
	for i := 0; i < len(name); {
		t, size := s.dict.longest(name[i:])
		if size == 0 {
			_, size = utf8.DecodeRuneInString(name[i:])
		} else if t.verb != unsaid {
			if n := len(s.heads); n > 0 {
				s.heads[n-1].act = t.verb
			}
		} else if !t.skip && t.speaks() && (size > oneRune || alone(name, i, i+size)) {
			s.heads = append(s.heads, head{term: t})
		}
		i += size
	}
}

// addName votes with the words of the name, once the scope has told what is done.
func (s *scoring) addName() {
	how := s.trade
	if how == unsaid {
		how = s.main(s.seen)
		if how == unsaid && s.hits == 0 {
			how = makes
		}
	}
	for i, h := range s.heads {
		weight := 1.0
		if i == len(s.heads)-1 {
			weight = 2
			if h.term.activity != "" {
				weight = 3 // 加油站, 支行, 饭店 say all by themselves
			}
		}
		done := how
		if h.act != unsaid {
			done = h.act
		}
		s.vote(s.codeOf(h.term, done), weight)
	}
	if s.total == 0 {
		s.vote(map[act]string{makes: "C", sells: "F51", retails: "F52"}[s.trade], 0.2)
	}
}

// readScope cuts a scope into pieces and votes with each.
func (s *scoring) readScope(scope string) {
	s.last = s.trade
	s.cut(scope)
	for i := range s.pieces {
		p := &s.pieces[i]
		for _, t := range p.terms {
			s.hits++
			if s.hits > mostWords {
				break
			}
			weight := 1 / (1 + 0.3*float64(s.hits-1))
			s.vote(s.codeOf(t, s.done(i)), weight)
		}
		if p.said {
			s.last = s.done(i)
			s.seen[s.last] = true
		}
	}
}

// cut finds the words of a scope. What stands in brackets is left out: licences,
// exclusions and terms of validity.
func (s *scoring) cut(scope string) {
	cur := piece{}
	sentence, depth := 0, 0
	skip := false
	flush := func() {
		if len(cur.terms) > 0 || cur.said {
			s.pieces = append(s.pieces, cur)
		}
		cur, skip = piece{sentence: sentence}, false
	}
	for i := 0; i < len(scope); {
		r, size := utf8.DecodeRuneInString(scope[i:])
		switch {
		case strings.ContainsRune("(（[【", r):
			depth++
		case strings.ContainsRune(")）]】", r):
			depth = max(0, depth-1)
		case depth > 0:
		case strings.ContainsRune("；;。\n", r):
			sentence++
			flush()
		case strings.ContainsRune("，, \t　", r):
			flush()
		case !skip:
			if t, n := s.dict.longest(scope[i:]); n > oneRune || n > 0 && alone(scope, i, i+n) {
				size = n
				skip = t.skip
				cur.take(t)
			}
		}
		i += size
	}
	flush()
}

func (p *piece) take(t *term) {
	switch {
	case t.skip:
	case t.verb != unsaid:
		p.acts[t.verb], p.said = true, true
	case t.speaks() && len(p.terms) < mostWords:
		p.terms = append(p.terms, t)
	}
}

// done returns what is done with the goods of a piece: what it says itself, else
// what a later piece of its sentence says at the end of the list, else what was
// said before.
func (s *scoring) done(i int) act {
	p := &s.pieces[i]
	for j := i; j < len(s.pieces) && s.pieces[j].sentence == p.sentence; j++ {
		if q := &s.pieces[j]; q.said {
			return s.main(q.acts)
		}
	}
	return s.last
}

// main returns the act that decides the class where several are said: who makes
// goods is a maker though he sells them too.
func (s *scoring) main(said [acts]bool) act {
	switch {
	case said[makes]:
		return makes
	case said[wholesales] && s.trade != retails:
		return wholesales
	case said[retails]:
		return retails
	case said[sells]:
		return sells
	case said[repairs]:
		return repairs
	case said[rents]:
		return rents
	}
	return unsaid
}

// codeOf returns the code that a word speaks for when that is done with it.
func (s *scoring) codeOf(t *term, how act) string {
	if t.activity != "" {
		return t.activity
	}
	order := [...]act{wholesales, retails, makes}
	switch how {
	case makes:
		order = [...]act{makes, wholesales, retails}
	case retails:
		order = [...]act{retails, wholesales, makes}
	case repairs, rents:
		if t.goods[how] != "" {
			return t.goods[how]
		}
	default:
		if s.trade == retails {
			order = [...]act{retails, wholesales, makes}
		}
	}
	for _, a := range order {
		if t.goods[a] != "" {
			return t.goods[a]
		}
	}
	return ""
}

// best turns votes into matches. The votes of a branch are not added up: one
// strong word beats many scattered ones.
func (s *scoring) best(n int) []Match {
	if s.total == 0 || n <= 0 {
		return nil
	}
	slices.SortStableFunc(s.votes, func(a, b vote) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return strings.Compare(a.code, b.code)
	})
	enough := s.total / (s.total + 0.5)
	var out []Match
	for _, v := range s.votes[:min(n, len(s.votes))] {
		score := v.weight / s.total * enough
		line, ok := Lookup(v.code)
		if !ok || score < MinScore {
			break
		}
		out = append(out, Match{Industry: line, Score: score})
	}
	return out
}
