package classify

import (
	"math"
	"math/rand/v2"
	"slices"
)

// cell is what a machine knows of one run: its weight, and for the second machine
// the ratio that scales it. They lie side by side because both are read at once.
type cell struct{ weight, ratio float32 }

// machine is one label against all others while it is trained.
type machine struct {
	rows   []vector
	flat   bool // the second machine: only which runs are there
	sign   []float32
	lift   float32 // how much more an error on a text with the label costs
	cells  []cell
	bias   float32
	alpha  []float32
	length []float32 // squared, of each row with its bias
	order  []int
	random *rand.Rand
}

func newMachine(rows []vector, flat bool, runs int, labels []int, label int) *machine {
	m := &machine{rows: rows, flat: flat, lift: liftOf(labels, label), sign: make([]float32, len(rows)), cells: make([]cell, runs),
		alpha: make([]float32, len(rows)), length: make([]float32, len(rows)), order: make([]int, len(rows)),
		random: rand.New(rand.NewPCG(uint64(label), 1))}
	for i := range rows {
		m.order[i], m.sign[i] = i, -1
		if labels[i] == label {
			m.sign[i] = 1
		}
	}
	for i := range m.cells {
		m.cells[i].ratio = 1
	}
	if flat {
		m.ratios()
	}
	for i := range rows {
		m.length[i] = 1
		m.eachOf(i, func(place int32, value float32) { m.length[i] += float32(value * value) })
	}
	return m
}

// liftOf is the share of the rows that a label would have if all were equally
// frequent, against the one it has. Without it a rare label among a dozen is hardly
// ever said.
func liftOf(labels []int, label int) float32 {
	with := 0
	for _, l := range labels {
		if l == label {
			with++
		}
	}
	if with == 0 {
		return 1
	}
	return float32(float64(len(labels)) / float64((slices.Max(labels)+1)*with))
}

// eachOf calls with the value of every run of a row; for what runs once per row,
// not for the descent.
func (m *machine) eachOf(i int, call func(place int32, value float32)) {
	r := &m.rows[i]
	if m.flat {
		for _, place := range r.places[:r.short] {
			call(place, float32(r.flat*m.cells[place].ratio))
		}
		return
	}
	for k, place := range r.places {
		call(place, r.weights[k])
	}
}

// ratios sets for each run the logarithm of how much likelier it is with the
// label than without, one text added on both sides.
func (m *machine) ratios() {
	with, without := make([]float64, len(m.cells)), make([]float64, len(m.cells))
	sumWith, sumWithout := float64(len(m.cells)), float64(len(m.cells))
	for i := range m.rows {
		r := &m.rows[i]
		for _, place := range r.places[:r.short] {
			if m.sign[i] > 0 {
				with[place]++
				sumWith++
			} else {
				without[place]++
				sumWithout++
			}
		}
	}
	between := math.Log(sumWithout / sumWith)
	for i := range m.cells {
		m.cells[i].ratio = float32(math.Log((with[i]+1)/(without[i]+1)) + between)
	}
}

// margin is on which side of the plane a row lies, and how far.
func (m *machine) margin(r *vector) float32 {
	sum := float32(0)
	if m.flat {
		for _, place := range r.places[:r.short] {
			c := &m.cells[place]
			sum += float32(c.weight * c.ratio)
		}
		return float32(sum*r.flat) + m.bias
	}
	for k, place := range r.places {
		sum += float32(m.cells[place].weight * r.weights[k])
	}
	return sum + m.bias
}

func (m *machine) move(r *vector, step float32) {
	m.bias += step
	if m.flat {
		step = float32(step * r.flat)
		for _, place := range r.places[:r.short] {
			c := &m.cells[place]
			c.weight += float32(step * c.ratio)
		}
		return
	}
	for k, place := range r.places {
		m.cells[place].weight += float32(step * r.weights[k])
	}
}

const (
	passes  = 12
	settled = 0.05 // a pass that corrects no row by more ends the descent
)

// descend minimises ½|w|² + cost·Σ max(0, 1−y·margin)² one row at a time, from
// where the machine stands; the rows with the label cost lift times as much.
// Products are converted before they are added, which forbids fused operations:
// every processor gets the same weights.
func (m *machine) descend(cost float64) {
	others, own := float32(0.5/cost), float32(0.5/cost)/m.lift
	for range passes {
		m.random.Shuffle(len(m.order), func(i, j int) { m.order[i], m.order[j] = m.order[j], m.order[i] })
		worst := float32(0)
		for _, i := range m.order {
			r, soft := &m.rows[i], others
			if m.sign[i] > 0 {
				soft = own
			}
			slope := float32(m.sign[i]*m.margin(r)) - 1 + float32(soft*m.alpha[i])
			if m.alpha[i] == 0 && slope >= 0 {
				continue
			}
			worst = max(worst, slope, -slope)
			before := m.alpha[i]
			m.alpha[i] = max(0, before-slope/(m.length[i]+soft))
			if change := m.alpha[i] - before; change != 0 {
				m.move(r, float32(change*m.sign[i]))
			}
		}
		if worst < settled {
			return
		}
	}
}

// weight is what one run counts for the label.
func (m *machine) weight(place int) float32 {
	return float32(m.cells[place].weight * m.cells[place].ratio)
}
