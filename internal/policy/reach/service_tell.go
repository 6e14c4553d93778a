package reach

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/policy/matchrun"
)

// batchSize is how many enterprises are looked at and told in one transaction. A
// guess: a second of work.
const batchSize = 100

// namedMeasures is how many measures a message names; a message says how many
// there are.
const namedMeasures = 3

// How much of a title a message shows, beside what is missing and alone, and how
// much of what is missing, in characters, so that three of them fit.
const (
	maxTitle     = 28
	maxNearTitle = 16
	maxGap       = 12
)

// Tell makes the lists of a run and tells enterprises and officers. It may be
// called again at any time, also while another program does the same: what was
// told stays told. A run that is not the last is left alone.
func (s *Service) Tell(ctx context.Context, run string) error {
	ctx = authz.AsSystem(ctx, jobTell)
	current, measures, any, err := s.current(ctx)
	if err != nil || !any || current.ID != run {
		return err
	}
	if err := s.list(ctx, run, measures); err != nil {
		return err
	}
	if err := s.tellOfficers(ctx, run, measures); err != nil {
		return err
	}
	return s.tellFirms(ctx, current)
}

// list keeps who is eligible for the first time, once for each run.
func (s *Service) list(ctx context.Context, run string, measures []listed) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.passGate(ctx); err != nil {
			return err
		}
		if mine, err := s.store.addRun(ctx, run, s.Clock.Now()); err != nil || !mine {
			return err
		}
		counts := map[string]uint64{}
		for _, m := range measures {
			seen, err := s.store.seen(ctx, m.ID)
			if err != nil {
				return err
			}
			fresh := roaring.AndNot(m.eligible, seen)
			if fresh.IsEmpty() {
				continue
			}
			seen.Or(m.eligible)
			if err := s.store.saveList(ctx, run, m.ID, fresh, seen); err != nil {
				return err
			}
			counts[m.ID] = fresh.GetCardinality()
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "policy.reach_listed", ObjectKind: "policy_match_run", Object: run, Detail: counts})
	})
}

// tellOfficers tells everybody who looks after places with enterprises that are
// new in the run.
func (s *Service) tellOfficers(ctx context.Context, run string, measures []listed) error {
	fresh, err := s.store.freshIn(ctx, run)
	if err != nil {
		return err
	}
	all := roaring.New()
	for _, m := range measures {
		if set := fresh[m.ID]; set != nil {
			all.Or(set)
		}
	}
	if all.IsEmpty() {
		return nil
	}
	officers, err := s.People.Officers(ctx)
	if err != nil {
		return err
	}
	for _, o := range officers {
		theirs, err := s.around(ctx, o)
		if err != nil {
			return err
		}
		n := int64(all.AndCardinality(theirs))
		if n == 0 {
			continue
		}
		err = s.DB.InTx(ctx, func(ctx context.Context) error {
			if mine, err := s.store.addOfficer(ctx, run, o.Staff, n, s.Clock.Now()); err != nil || !mine {
				return err
			}
			return s.Letters.TellOfficer(ctx, o.Staff, run, n)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// tellFirms goes through the enterprises that somebody acts for. It ends early
// when the day's bound is met; the sweep goes on.
func (s *Service) tellFirms(ctx context.Context, run matchrun.Run) error {
	looked, after := int64(0), ""
	for {
		batch, err := s.People.ActingAfter(ctx, after, batchSize)
		if err != nil {
			return err
		}
		if len(batch) == 0 {
			return s.store.finish(ctx, run.ID, s.Clock.Now())
		}
		// Asked again for each batch: a measure may have been suspended meanwhile.
		measures, err := s.inForce(ctx, run)
		if err != nil {
			return err
		}
		full, err := s.tellBatch(ctx, run.ID, measures, batch)
		if err != nil || full {
			return err
		}
		after = batch[len(batch)-1].USCC
		looked += int64(len(batch))
		jobs.Report(ctx, looked, looked, "正在通知企业")
	}
}

// due is what one enterprise is to be told.
type due struct {
	Letter
	ordinal  uint32
	measures []named
}

// named is a measure and how a message calls it.
type named struct{ id, words string }

// tellBatch tells some enterprises, all or none of them, and reports whether the
// day's bound was met.
func (s *Service) tellBatch(ctx context.Context, run string, measures []listed, batch []Acting) (full bool, err error) {
	list, err := s.due(ctx, run, measures, batch)
	if err != nil || len(list) == 0 {
		return false, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := jobs.Fence(ctx); err != nil {
			return err
		}
		day := s.today()
		left, err := s.store.room(ctx, day, s.Daily)
		if err != nil {
			return err
		}
		var sent, pairs int64
		for _, d := range list {
			if full = sent == left; full {
				break
			}
			n, err := s.tell(ctx, d)
			if err != nil {
				return err
			}
			if n > 0 {
				sent, pairs = sent+1, pairs+int64(n)
			}
		}
		if sent == 0 {
			return nil
		}
		if err := s.store.addSent(ctx, day, sent); err != nil {
			return err
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "policy.reach_told", ObjectKind: "policy_match_run", Object: run, Detail: map[string]int64{"messages": sent, "measures": pairs}})
	})
	return full, err
}

// tell sends one letter about what its enterprise was not told before, and returns
// of how many measures that was.
func (s *Service) tell(ctx context.Context, d due) (int, error) {
	id, now := kernel.NewID(), s.Clock.Now()
	// The run's message goes first: a second one of the same run would not.
	d.Count = len(d.measures)
	if mine, err := s.store.addMessage(ctx, id, d.Letter, now); err != nil || !mine {
		return 0, err
	}
	d.Count = 0
	var words []string
	for _, m := range d.measures {
		fresh, err := s.store.addTold(ctx, m.id, d.USCC, d.Kind, d.ordinal, id, now)
		if err != nil {
			return 0, err
		}
		if fresh {
			d.Count++
			words = append(words, m.words)
		}
	}
	if d.Count == 0 {
		return 0, s.store.dropMessage(ctx, id) // another run's message was first
	}
	d.Measures = strings.Join(words[:min(len(words), namedMeasures)], "、")
	if d.Count > namedMeasures {
		d.Measures += "等"
	}
	return d.Count, s.Letters.Tell(ctx, d.Letter)
}

// due finds what the enterprises of a batch are to be told and were not, what they
// can have before what they miss.
func (s *Service) due(ctx context.Context, run string, measures []listed, batch []Acting) ([]due, error) {
	usccs := make([]string, len(batch))
	for i, a := range batch {
		usccs[i] = a.USCC
	}
	ordinals, err := s.Registry.Ordinals(ctx, usccs)
	if err != nil {
		return nil, err
	}
	told, err := s.store.toldTo(ctx, usccs)
	if err != nil {
		return nil, err
	}
	var eligible, near []due
	for _, a := range batch {
		ordinal, known := ordinals[a.USCC]
		if !known {
			continue
		}
		gets := due{Letter: Letter{Kind: Eligible, Run: run, USCC: a.USCC, People: a.People}, ordinal: ordinal}
		misses := due{Letter: Letter{Kind: Near, Run: run, USCC: a.USCC, People: a.People}, ordinal: ordinal}
		for _, m := range measures {
			_, toldOf := told[toldKey{m.ID, a.USCC, Eligible}]
			_, toldNear := told[toldKey{m.ID, a.USCC, Near}]
			switch {
			case m.eligible.Contains(ordinal) && !toldOf:
				gets.measures = append(gets.measures, named{m.ID, "《" + shortened(m.Title, maxTitle) + "》"})
			case m.near.Contains(ordinal) && !toldOf && !toldNear:
				misses.measures = append(misses.measures, named{m.ID, "《" + shortened(m.Title, maxNearTitle) + "》"})
			}
		}
		eligible, near = append(eligible, gets), append(near, misses)
	}
	if err := s.explain(ctx, run, near); err != nil {
		return nil, err
	}
	return s.addressed(ctx, slices.Concat(eligible, near))
}

// explain puts what is missing behind each measure that is missed, and drops those
// that facts have moved away from meanwhile.
func (s *Service) explain(ctx context.Context, run string, list []due) error {
	asked := map[string][]uint32{}
	for _, d := range list {
		for _, m := range d.measures {
			asked[m.id] = append(asked[m.id], d.ordinal)
		}
	}
	gaps := map[pair]string{}
	for measure, ordinals := range asked {
		slices.Sort(ordinals)
		short, err := s.Measures.Short(ctx, measure, run, ordinals)
		if err != nil {
			return err
		}
		for _, n := range short {
			if n.ClauseID != "" && n.Gap != "" {
				gaps[pair{measure, n.USCC}] = n.Gap
			}
		}
	}
	for i := range list {
		d := &list[i]
		kept := d.measures[:0]
		for _, m := range d.measures {
			if gap, ok := gaps[pair{m.id, d.USCC}]; ok {
				kept = append(kept, named{m.id, fmt.Sprintf("%s（%s）", m.words, shortened(gap, maxGap))})
			}
		}
		d.measures = kept
	}
	return nil
}

// addressed keeps the letters that say something to somebody, with their people
// and the names of their enterprises.
func (s *Service) addressed(ctx context.Context, list []due) ([]due, error) {
	var out []due
	var ordinals []uint32
	for _, d := range list {
		if len(d.measures) == 0 {
			continue
		}
		people, err := s.Letters.Wanting(ctx, d.Kind, d.People)
		if err != nil {
			return nil, err
		}
		if d.People = people; len(people) > 0 {
			out = append(out, d)
			ordinals = append(ordinals, d.ordinal)
		}
	}
	slices.Sort(ordinals)
	rows, err := s.Registry.Rows(ctx, slices.Compact(ordinals))
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, r := range rows {
		names[r.USCC] = r.Name
	}
	for i := range out {
		out[i].Name = names[out[i].USCC]
	}
	return out, nil
}

// shortened cuts a text to at most n characters.
func shortened(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return string(runes[:n-1]) + "…"
}
