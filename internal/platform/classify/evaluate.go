package classify

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"
)

// Report says how well labels were told apart. Its JSON is a public contract,
// see docs/formats.md.
type Report struct {
	Rows      int              `json:"rows"`
	Accuracy  float64          `json:"accuracy"`
	MacroF1   float64          `json:"macro_f1"`
	PerClass  map[string]Score `json:"per_class"`
	MSPerText float64          `json:"ms_per_text"`
	MSP99     float64          `json:"ms_p99"`
	// Calibration is by how much confidence and accuracy differ on average over
	// ten classes of confidence.
	Calibration float64 `json:"calibration_error"`
	// Sure says for thresholds of confidence what share of the texts reaches
	// them and how many of those are right.
	Sure []Sure `json:"at_confidence"`
	// Folds and Dropped are there after a cross-validation: accuracy and macro-F1
	// of each fold, and how often an additional row was left out of a training
	// because it repeats a text to be judged.
	Folds   []Fold `json:"folds,omitempty"`
	Dropped int    `json:"dropped,omitempty"`
}

// Fold is how one part of a cross-validation came out.
type Fold struct {
	Accuracy float64 `json:"accuracy"`
	MacroF1  float64 `json:"macro_f1"`
}

// Score is one label: how many rows carry it, how many of those that were said
// are right, how many of those that carry it were found, and the harmonic mean.
type Score struct {
	Rows      int     `json:"rows"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// Sure is what holds at or above one confidence.
type Sure struct {
	At       float64 `json:"at"`
	Share    float64 `json:"share"`
	Accuracy float64 `json:"accuracy"`
}

// Evaluate classifies every row and compares. A label that the model does not
// know counts as one that it never finds.
func Evaluate(ctx context.Context, m *Model, rows []Example, now func() time.Time) (Report, error) {
	j := newJudgement(rows)
	for _, e := range rows {
		if err := ctx.Err(); err != nil {
			return Report{}, err
		}
		j.ask(m, e, now)
	}
	return j.report(), nil
}

// judgement gathers answers.
type judgement struct {
	labels  map[string]int
	names   []string
	tallies tally
	took    []float64 // milliseconds
	answers []answer
}

type answer struct {
	confidence float64
	right      bool
}

func newJudgement(rows []Example) *judgement {
	j := &judgement{labels: map[string]int{}}
	for _, e := range rows {
		j.place(e.Label)
	}
	return j
}

func (j *judgement) place(label string) int {
	place, known := j.labels[label]
	if !known {
		place = len(j.names)
		j.labels[label] = place
		j.names = append(j.names, label)
		j.tallies.right, j.tallies.said, j.tallies.meant = append(j.tallies.right, 0), append(j.tallies.said, 0), append(j.tallies.meant, 0)
	}
	return place
}

func (j *judgement) ask(m *Model, e Example, now func() time.Time) {
	begin := now()
	guess := m.Classify(e.Text)[0]
	j.took = append(j.took, float64(now().Sub(begin).Microseconds())/1000)
	j.tallies.add(j.place(e.Label), j.place(guess.Label))
	j.answers = append(j.answers, answer{guess.Confidence, guess.Label == e.Label})
}

func (j *judgement) report() Report {
	r := Report{Rows: j.tallies.rows, Accuracy: j.tallies.accuracy(), MacroF1: j.tallies.macroF1(), PerClass: map[string]Score{}}
	for c, name := range j.names {
		r.PerClass[name] = Score{Rows: j.tallies.meant[c], Precision: share(j.tallies.right[c], j.tallies.said[c]),
			Recall: share(j.tallies.right[c], j.tallies.meant[c]), F1: j.tallies.f1(c)}
	}
	sum := 0.0
	for _, ms := range j.took {
		sum += ms
	}
	if len(j.took) > 0 {
		slices.Sort(j.took)
		r.MSPerText, r.MSP99 = sum/float64(len(j.took)), j.took[len(j.took)*99/100]
	}
	var count, right [10]int
	var confidence [10]float64
	for _, a := range j.answers {
		bin := min(9, int(a.confidence*10))
		count[bin]++
		confidence[bin] += a.confidence
		if a.right {
			right[bin]++
		}
	}
	for bin := range count {
		r.Calibration += math.Abs(confidence[bin]-float64(right[bin])) / float64(max(1, len(j.answers)))
	}
	for _, at := range []float64{0.5, 0.7, 0.8, 0.9, 0.95} {
		n, ok := 0, 0
		for _, a := range j.answers {
			if a.confidence >= at {
				n++
				if a.right {
					ok++
				}
			}
		}
		r.Sure = append(r.Sure, Sure{At: at, Share: share(n, len(j.answers)), Accuracy: share(ok, n)})
	}
	return r
}

// CrossValidate trains on all but one part of the rows, judges that part, and so
// on for each of them. The rows of more are training only; those that repeat a
// text to be judged are left out of that training.
func CrossValidate(ctx context.Context, rows, more []Example, folds int, o Options, now func() time.Time) (Report, error) {
	labels := map[string]int{}
	places := make([]int, len(rows))
	for i, e := range rows {
		if _, known := labels[e.Label]; !known {
			labels[e.Label] = len(labels)
		}
		places[i] = labels[e.Label]
	}
	switch {
	case folds < 2 || folds > 20:
		return Report{}, errors.New("份数应在 2 到 20 之间")
	case len(rows) < folds:
		return Report{}, fmt.Errorf("%d 行分不成 %d 份", len(rows), folds)
	}
	repeated := twins(more, rows)
	fold := deal(places, groupsOf(rows), folds)
	j, dropped, parts := newJudgement(rows), 0, []Fold(nil)
	for held := range folds {
		var train []Example
		for i, e := range rows {
			if fold[i] != held {
				train = append(train, e)
			}
		}
		for k, e := range more {
			if slices.ContainsFunc(repeated[k], func(i int) bool { return fold[i] == held }) {
				dropped++
				continue
			}
			train = append(train, e)
		}
		m, err := Train(ctx, train, o)
		if err != nil {
			return Report{}, err
		}
		part := newJudgement(rows)
		for i, e := range rows {
			if fold[i] == held {
				j.ask(m, e, now)
				part.tallies.add(part.place(e.Label), part.place(m.Classify(e.Text)[0].Label))
			}
		}
		parts = append(parts, Fold{Accuracy: part.tallies.accuracy(), MacroF1: part.tallies.macroF1()})
	}
	r := j.report()
	r.Folds, r.Dropped = parts, dropped
	return r, nil
}
