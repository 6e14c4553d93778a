package inbox

import (
	"iter"

	"github.com/yikou/yikou/internal/appeal/score"
)

// scored is what the rates need of a row beside its other columns, by the numbers of
// its texts. The first share stands here, further ones, which few have, beside.
type scored struct {
	due                   int64
	closing, confirmation uint32
	first                 scoredShare
	kept, broken          bool
	excluded              bool
	grade                 uint8
}

// scoredShare is a share, with side 0 for none.
type scoredShare struct {
	due               int64
	department, staff uint32
	side              score.Side
	kept, broken      bool
}

// putScore keeps what the rates need of a row.
func (r *Roll) putScore(i uint32, s *score.Score) {
	one := scored{
		due: s.Answered.Due, kept: s.Answered.Kept, broken: s.Answered.Broken,
		closing: r.texts.of(s.Closing), confirmation: r.texts.of(s.Confirmation), grade: uint8(s.Grade), // 0 to 5
		excluded: s.Excluded,
	}
	delete(r.shares, i)
	for n, share := range s.Shares {
		in := scoredShare{
			due: share.Answered.Due, department: r.texts.of(share.Department), staff: r.texts.of(share.Staff), side: share.Side,
			kept: share.Answered.Kept, broken: share.Answered.Broken,
		}
		if n == 0 {
			one.first = in
		} else {
			r.shares[i] = append(r.shares[i], in)
		}
	}
	r.scores[i], r.closed[i] = one, s.Closed
}

// Scores yields the rows of a sight that were received or closed from one instant on
// and before another, in no order, each with what tells its id. What is yielded is
// overwritten by the next one. Nothing else may be asked of the roll meanwhile.
func (r *Roll) Scores(s Sight, from, until int64) iter.Seq2[func() string, *score.Score] {
	return func(yield func(func() string, *score.Score) bool) {
		r.mu.RLock()
		defer r.mu.RUnlock()
		var out score.Score
		var i uint32
		id := func() string { return r.id[i].String() }
		within := func(at int64) bool { return at >= from && at < until }
		for it := r.sight(s).Iterator(); it.HasNext(); {
			i = it.Next()
			if !within(r.received[i]) && !within(r.closed[i]) {
				continue
			}
			r.score(i, &out)
			if !yield(id, &out) {
				return
			}
		}
	}
}

// score writes a row out, but for its id.
func (r *Roll) score(i uint32, out *score.Score) {
	one := &r.scores[i]
	*out = score.Score{
		Shares:   out.Shares[:0],
		Division: r.division.at(i), Lead: r.lead.at(i), Kind: r.kind.at(i), Channel: r.channel.at(i), State: r.state.at(i),
		Closing: r.texts.list[one.closing], Confirmation: r.texts.list[one.confirmation],
		Received: r.received[i], Closed: r.closed[i], Answered: score.Term{Kept: one.kept, Broken: one.broken, Due: one.due}, Grade: int(one.grade), Excluded: one.excluded,
	}
	out.Shares = r.share(out.Shares, one.first)
	for _, more := range r.shares[i] {
		out.Shares = r.share(out.Shares, more)
	}
}

func (r *Roll) share(list []score.Share, s scoredShare) []score.Share {
	if s.side == 0 {
		return list
	}
	return append(list, score.Share{
		Department: r.texts.list[s.department], Staff: r.texts.list[s.staff], Side: s.side,
		Answered: score.Term{Kept: s.kept, Broken: s.broken, Due: s.due},
	})
}

// at is the text of a row.
func (c *column) at(i uint32) string { return c.list[c.value[i]] }
