package reach

import (
	"context"
	"fmt"
	"maps"
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

// How much of a title a message shows, alone and beside what is missing or the day
// it opens, and how much of what is missing, in characters, so that three of them fit.
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
		theirs, err := s.around(ctx, o.Scope, o.Places)
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
	wished, err := s.wishes(ctx, run)
	if err != nil {
		return err
	}
	looked, after := int64(0), ""
	for {
		batch, err := s.People.ActingAfter(ctx, after, batchSize)
		if err != nil {
			return err
		}
		if len(batch) == 0 {
			break
		}
		// Asked again for each batch: a measure may have been suspended meanwhile.
		measures, err := s.inForce(ctx, run)
		if err != nil {
			return err
		}
		full, err := s.tellBatch(ctx, run.ID, measures, wished, batch)
		if err != nil || full {
			return err
		}
		after = batch[len(batch)-1].USCC
		looked += int64(len(batch))
		jobs.Report(ctx, looked, looked, "正在通知企业")
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		for n := range wished {
			if err := s.store.closeNews(ctx, n, s.Clock.Now()); err != nil {
				return err
			}
		}
		return s.store.finish(ctx, run.ID, s.Clock.Now())
	})
}

// wishes are the versions in force that subscribers are to be told of, with the
// codes of who subscribed.
type wishes map[news]map[string]bool

// wishes finds out who is to be told of what has come into force. A version whose
// day has not come waits for it: until then nobody can look at it.
func (s *Service) wishes(ctx context.Context, run matchrun.Run) (wishes, error) {
	open, err := s.store.openNews(ctx)
	if err != nil || len(open) == 0 {
		return nil, err
	}
	measures, err := s.inForce(ctx, run)
	if err != nil {
		return nil, err
	}
	out := wishes{}
	for _, m := range measures {
		n := news{m.ID, m.Version}
		if !slices.Contains(open, n) {
			continue
		}
		usccs, err := s.Subscribers.Subscribers(ctx, n.measure, n.version)
		if err != nil {
			return nil, err
		}
		out[n] = map[string]bool{}
		for _, uscc := range usccs {
			out[n][uscc] = true
		}
	}
	return out, nil
}

// due is what one enterprise is to be told.
type due struct {
	Letter
	ordinal  uint32
	measures []named
}

// named is a version of a measure and how a message calls it.
type named struct {
	id      string
	version int64
	words   string
}

// tellBatch tells some enterprises, all or none of them, and reports whether the
// day's bound was met.
func (s *Service) tellBatch(ctx context.Context, run string, measures []listed, wished wishes, batch []Acting) (full bool, err error) {
	list, err := s.due(ctx, run, measures, wished, batch)
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
		eligible := map[string][]uint32{}
		for _, d := range list {
			if full = sent == left; full {
				break
			}
			told, err := s.tell(ctx, d)
			if err != nil {
				return err
			}
			if len(told) > 0 {
				sent, pairs = sent+1, pairs+int64(len(told))
			}
			if d.Kind == Eligible {
				for _, measure := range told {
					eligible[measure] = append(eligible[measure], d.ordinal)
				}
			}
		}
		if sent == 0 {
			return nil
		}
		for _, measure := range slices.Sorted(maps.Keys(eligible)) {
			if err := s.store.put(ctx, markTold, measure, true, eligible[measure]...); err != nil {
				return err
			}
		}
		if err := s.store.addSent(ctx, day, sent); err != nil {
			return err
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "policy.reach_told", ObjectKind: "policy_match_run", Object: run, Detail: map[string]int64{"messages": sent, "measures": pairs}})
	})
	return full, err
}

// tell sends one letter about what its enterprise was not told before, and returns
// of which measures that was.
func (s *Service) tell(ctx context.Context, d due) (told []string, err error) {
	now := s.Clock.Now()
	id := kernel.NewID()
	// The run's message goes first: a second one of the same run would not.
	if mine, err := s.store.addMessage(ctx, id, d.Letter, now); err != nil || !mine {
		return nil, err
	}
	var words []string
	for _, m := range d.measures {
		fresh, err := s.store.addTold(ctx, d.Letter, m, d.ordinal, id, now)
		if err != nil {
			return nil, err
		}
		if fresh {
			told, words = append(told, m.id), append(words, m.words)
		}
	}
	if d.Count = len(told); d.Count == 0 {
		return nil, s.store.dropMessage(ctx, id) // another run's message was first
	}
	d.Measures = strings.Join(words[:min(len(words), namedMeasures)], "、")
	if d.Count > namedMeasures {
		d.Measures += "等"
	}
	return told, s.Letters.Tell(ctx, d.Letter)
}

// due finds what the enterprises of a batch are to be told and were not, what they
// can have before what they miss and what they subscribed to.
func (s *Service) due(ctx context.Context, run string, measures []listed, wished wishes, batch []Acting) ([]due, error) {
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
	var eligible, near, subscribed []due
	for _, a := range batch {
		ordinal, known := ordinals[a.USCC]
		if !known {
			continue
		}
		letter := func(kind Kind) due {
			return due{Letter: Letter{Kind: kind, Run: run, USCC: a.USCC, People: a.People}, ordinal: ordinal}
		}
		gets, misses, wishes := letter(Eligible), letter(Near), letter(Subscribed)
		for _, m := range measures {
			of, toldOf := told[toldKey{m.ID, a.USCC, Eligible}]
			_, toldNear := told[toldKey{m.ID, a.USCC, Near}]
			gains := m.eligible.Contains(ordinal) && !toldOf
			switch {
			case gains:
				gets.measures = append(gets.measures, s.named(m))
			case m.near.Contains(ordinal) && !toldOf && !toldNear:
				misses.measures = append(misses.measures, named{m.ID, m.Version, "《" + shortened(m.Title, maxNearTitle) + "》"})
			}
			// One message about a version is enough: the one that says more.
			as := told[toldKey{m.ID, a.USCC, Subscribed}]
			if wished[news{m.ID, m.Version}][a.USCC] && !gains && of.version != m.Version && as.version < m.Version {
				wishes.measures = append(wishes.measures, s.named(m))
			}
		}
		eligible, near, subscribed = append(eligible, gets), append(near, misses), append(subscribed, wishes)
	}
	if err := s.explain(ctx, run, near); err != nil {
		return nil, err
	}
	return s.addressed(ctx, slices.Concat(eligible, near, subscribed))
}

// named says how a message calls a measure that an enterprise can have, with the day
// on which it opens where that lies ahead.
func (s *Service) named(m listed) named {
	today, opens := s.today(), m.Window.From
	if !today.Before(opens) {
		return named{m.ID, m.Version, "《" + shortened(m.Title, maxTitle) + "》"}
	}
	day := fmt.Sprintf("%d月%d日起办理", int(opens.Month()), opens.Day())
	if opens.Year() != today.Year() {
		day = opens.Chinese() + "起"
	}
	return named{m.ID, m.Version, fmt.Sprintf("《%s》（%s）", shortened(m.Title, maxNearTitle), day)}
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
				kept = append(kept, named{m.id, m.version, fmt.Sprintf("%s（%s）", m.words, shortened(gap, maxGap))})
			}
		}
		d.measures = kept
	}
	return nil
}

// addressed keeps the letters that say something to somebody, with their people
// and the names of their enterprises.
func (s *Service) addressed(ctx context.Context, list []due) ([]due, error) {
	asked := map[Kind][]string{}
	for _, d := range list {
		if len(d.measures) > 0 {
			asked[d.Kind] = append(asked[d.Kind], d.People...)
		}
	}
	wanting := map[Kind]map[string]bool{}
	for kind, people := range asked {
		slices.Sort(people)
		want, err := s.Letters.Wanting(ctx, kind, slices.Compact(people))
		if err != nil {
			return nil, err
		}
		wanting[kind] = map[string]bool{}
		for _, p := range want {
			wanting[kind][p] = true
		}
	}
	var out []due
	var ordinals []uint32
	for _, d := range list {
		if len(d.measures) == 0 {
			continue
		}
		d.People = slices.DeleteFunc(slices.Clone(d.People), func(p string) bool { return !wanting[d.Kind][p] })
		if len(d.People) > 0 {
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
