package classify

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"unicode/utf8"
)

// Example is one text with the label that a person gave it. Examples of one Group
// share their wording, such as those made from one phrase: what is held out to
// judge by is held out with its whole group. Most have none.
type Example struct {
	Text  string `json:"text"`
	Label string `json:"label"`
	Group string `json:"group,omitempty"`
}

// Options are what a training can be told.
type Options struct {
	// Task names what the labels are, for people: at most 60 characters.
	Task string
	// Limit bounds the model file in bytes; 0 is DefaultLimit.
	Limit int
}

const (
	// MaxFile is the largest model file that is written or read.
	MaxFile = 20 << 20
	// DefaultLimit is what a training keeps to unless told otherwise.
	DefaultLimit = 18 << 20
	// MaxText is how many characters all training texts may have together; it
	// bounds the memory of a training to about 1.5 GB.
	MaxText = 20_000_000
	// MaxLabels is how many labels a model may tell apart.
	MaxLabels = 1000

	maxLabel  = 100 // characters
	maxScores = 30_000_000
)

// Train fits a model. The same examples in the same order give the same model.
// Errors are sentences in Chinese for whoever brought the examples.
func Train(ctx context.Context, examples []Example, o Options) (*Model, error) {
	labels, places, err := check(examples, o)
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(examples))
	for i, e := range examples {
		texts[i] = e.Text
	}
	t := &training{ctx: ctx, labels: len(labels), places: places, groups: groupsOf(examples), shape: shapeFor(texts)}
	limit := o.Limit
	if limit <= 0 {
		limit = DefaultLimit
	}
	t.vocabulary = collect(texts, t.shape, max(1000, min(limit, MaxFile-MaxFile/10)/(10+3*len(labels))))
	var r reader
	t.rows = make([]vector, len(texts))
	for i, text := range texts {
		row := r.read(text, t.vocabulary, t.shape)
		row.places, row.weights = slices.Clone(row.places), slices.Clone(row.weights)
		t.rows[i] = row
	}
	costs, x, tally, err := t.tune()
	if err != nil {
		return nil, err
	}
	m := &Model{
		card:   Card{Task: o.Task, Labels: labels, Rows: len(examples), Accuracy: thousandths(tally.accuracy()), MacroF1: thousandths(tally.macroF1())},
		shape:  t.shape,
		words:  t.vocabulary,
		mix:    x,
		blocks: t.blocks(),
	}
	if err := t.fit(m, costs); err != nil {
		return nil, err
	}
	m.prepare()
	return m, nil
}

// check returns the labels in order and the label of each example as a place
// among them.
func check(examples []Example, o Options) (labels []string, places []int, err error) {
	if utf8.RuneCountInString(o.Task) > 60 {
		return nil, nil, errors.New("任务名太长：最多 60 个字")
	}
	total := 0
	for _, e := range examples {
		labels = append(labels, e.Label)
		if utf8.RuneCountInString(e.Label) > maxLabel {
			return nil, nil, fmt.Errorf("标签太长：最多 %d 个字", maxLabel)
		}
		total += min(maxRunes, utf8.RuneCountInString(e.Text))
	}
	if total > MaxText {
		return nil, nil, fmt.Errorf("训练文本一共 %d 万字，最多 %d 万字：请抽样或去掉重复的", total/10000, MaxText/10000)
	}
	slices.Sort(labels)
	labels = slices.Compact(labels)
	switch {
	case len(labels) < 2:
		return nil, nil, errors.New("至少要有两种标签才能训练")
	case len(labels) > MaxLabels:
		return nil, nil, fmt.Errorf("有 %d 种标签，最多 %d 种", len(labels), MaxLabels)
	case len(labels)*len(examples) > maxScores:
		return nil, nil, fmt.Errorf("%d 行乘 %d 种标签太多：请抽样，或减少标签", len(examples), len(labels))
	}
	places = make([]int, len(examples))
	for i, e := range examples {
		places[i], _ = slices.BinarySearch(labels, e.Label)
	}
	return labels, places, nil
}

// shapeFor chooses which runs count. In questions of one line a run seen once
// still helps and long runs only thin out; it has no opening and no end to tell
// from the rest. Measured on both kinds of text, see docs/benchmarks.md.
func shapeFor(texts []string) shape {
	total := 0
	for _, text := range texts {
		total += min(maxRunes, utf8.RuneCountInString(text))
	}
	if total < 60*len(texts) && total < 1_000_000 {
		return shape{long: 3, flat: 3, least: 1}
	}
	return shape{long: 4, flat: 3, edge: 3, least: 3}
}

// training is what the parts of one training share.
type training struct {
	ctx        context.Context
	labels     int
	places     []int
	groups     []string
	shape      shape
	vocabulary *vocabulary
	rows       []vector
}

// kinds are the two machines, by whether they see only which runs are there.
var kinds = [2]bool{false, true}

// costOf are the prices of an error that are tried, in rising order: a descent
// goes on from the one before.
var costOf = [...]float64{0.25, 1, 4}

// tune trains on parts and scores the rest, chooses the cost of each machine and
// fits the mixture.
func (t *training) tune() (costs [2]int, x mixture, best tally, err error) {
	folds := 3
	if len(t.rows) < 3000 {
		folds = 5
	}
	fold := deal(t.places, t.groups, folds)
	// scores[kind][cost][row*labels+label]
	var scores [2][len(costOf)][]float32
	for kind := range scores {
		for cost := range costOf {
			scores[kind][cost] = make([]float32, len(t.rows)*t.labels)
		}
	}
	parts := make([][]int, folds)
	for i, f := range fold {
		for part := range parts {
			if part != f {
				parts[part] = append(parts[part], i)
			}
		}
	}
	err = t.spread(folds*t.labels*2, func(job int) {
		kind, label, held := job%2, job/2%t.labels, job/2/t.labels
		rows, places := t.pick(parts[held])
		m := newMachine(rows, kinds[kind], len(t.vocabulary.keys), places, label)
		for cost, price := range costOf {
			m.descend(price)
			for i, f := range fold {
				if f == held {
					scores[kind][cost][i*t.labels+label] = m.margin(&t.rows[i])
				}
			}
		}
	})
	if err != nil {
		return costs, x, best, err
	}
	for kind := range scores {
		top := -1.0
		for cost := range costOf {
			c := newTally(t.labels)
			for i, place := range t.places {
				c.add(place, argmax(scores[kind][cost][i*t.labels:(i+1)*t.labels]))
			}
			if points := c.accuracy() + c.macroF1(); points > top {
				top, costs[kind] = points, cost
			}
		}
	}
	seen := make([]heldOut, len(t.rows))
	for i := range seen {
		from, to := i*t.labels, (i+1)*t.labels
		seen[i] = heldOut{first: scores[0][costs[0]][from:to], second: scores[1][costs[1]][from:to], label: t.places[i]}
	}
	x = fitMixture(seen, t.labels)
	best = newTally(t.labels)
	p := make([]float64, t.labels)
	for _, h := range seen {
		x.probabilities(h.first, h.second, p)
		best.add(h.label, argmax(p))
	}
	return costs, x, best, nil
}

func (t *training) pick(chosen []int) (rows []vector, places []int) {
	rows, places = make([]vector, len(chosen)), make([]int, len(chosen))
	for k, i := range chosen {
		rows[k], places[k] = t.rows[i], t.places[i]
	}
	return rows, places
}

// fit trains both machines on everything and stores their weights.
func (t *training) fit(m *Model, costs [2]int) error {
	return t.spread(2*t.labels, func(job int) {
		kind, label := job%2, job/2
		trained := newMachine(t.rows, kinds[kind], len(t.vocabulary.keys), t.places, label)
		for _, price := range costOf[:costs[kind]+1] {
			trained.descend(price)
		}
		m.blocks[kind].set(label, trained)
	})
}

func (t *training) blocks() (out [2]block) {
	for kind := range out {
		runs := len(t.vocabulary.keys)
		if kinds[kind] {
			runs = t.vocabulary.ends[t.shape.flat]
		}
		out[kind] = newBlock(runs, t.labels)
	}
	return out
}

// spread does jobs on all processors. Each job writes to places of its own, so the
// outcome does not depend on their order.
func (t *training) spread(jobs int, do func(job int)) error {
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(jobs, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for job := range next {
				if t.ctx.Err() == nil {
					do(job)
				}
			}
		})
	}
	for job := range jobs {
		next <- job
	}
	close(next)
	workers.Wait()
	return t.ctx.Err()
}

func groupsOf(examples []Example) []string {
	out := make([]string, len(examples))
	for i, e := range examples {
		out[i] = e.Group
	}
	return out
}

// deal spreads the rows of each label evenly over the folds, a group as a whole,
// by chance that is the same every time.
func deal(places []int, groups []string, folds int) []int {
	random := rand.New(rand.NewPCG(1, 1))
	dealt, together := map[int]int{}, map[string]int{}
	out := make([]int, len(places))
	for _, i := range random.Perm(len(places)) {
		fold, known := together[groups[i]]
		if !known || groups[i] == "" {
			fold = dealt[places[i]] % folds
			dealt[places[i]]++
			together[groups[i]] = fold
		}
		out[i] = fold
	}
	return out
}

func argmax[N float32 | float64](values []N) int {
	best := 0
	for c, v := range values {
		if v > values[best] {
			best = c
		}
	}
	return best
}
