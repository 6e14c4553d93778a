package benchmatch

import "math"

// random is a small generator that can be started anywhere, so that row n does
// not depend on the rows before it (splitmix64).
type random uint64

func newRandom(seed uint64, stream, index uint64) random {
	r := random(seed ^ stream*0x9e3779b97f4a7c15)
	r = random(r.next() ^ index*0xbf58476d1ce4e5b9)
	r.next()
	return r
}

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// float returns a number in [0, 1).
func (r *random) float() float64 { return float64(r.next()>>11) / (1 << 53) }

func (r *random) chance(p float64) bool { return r.float() < p }

// intn returns a number from 0 up to but without n.
func (r *random) intn(n int) int { return int(r.float() * float64(n)) }

// normal is near enough to a standard normal for made-up figures.
func (r *random) normal() float64 {
	sum := -6.0
	for range 12 {
		sum += r.float()
	}
	return sum
}

// around returns a figure whose logarithm is normal: median m, and e^spread times
// that for one in six.
func (r *random) around(m, spread float64) float64 { return m * math.Exp(r.normal()*spread) }

// early returns an index below n, the first ones far more often.
func (r *random) early(n int) int {
	f := r.float()
	return int(f * f * f * float64(n))
}

func pick[T any](r *random, list []T) T { return list[r.intn(len(list))] }
