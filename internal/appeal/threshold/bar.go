package threshold

import (
	"fmt"

	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Bar is what must have been measured before proposals take effect by themselves.
type Bar struct {
	Version int64
	InForce civil.Date
	// Automatic is the least rate of agreement, in thousandths, for what takes effect
	// by itself: its lower bound must reach it. AutomaticLeast is how many proposals
	// must have been checked.
	Automatic, AutomaticLeast int64
	// Sampled is the rate that what takes effect with checks must not surely lie
	// below; it is asked for from SampledLeast checked proposals on.
	Sampled, SampledLeast int64
	// Days is how far back what people decided counts.
	Days   int64
	Source string
}

// Refuses says in Chinese why what was measured does not carry a limit, "" where it
// does. A rate counts by its worse end for what nobody looks at any more.
func (b Bar) Refuses(f reading.Field, l reading.Limit, e Evidence) string {
	if l.Automatic < reading.Never {
		t := e.From(l.Automatic)
		lower, _ := t.Bounds()
		from := fmt.Sprintf("%s：把握不低于 %s的建议", f.Label(), percent(l.Automatic))
		if t.Decided < b.AutomaticLeast {
			return fmt.Sprintf("%s只核对过 %d 件，至少核对 %d 件才能自动采用。可以先设为采用并抽查，或者由人判断。", from, t.Decided, b.AutomaticLeast)
		}
		if lower*1000 < float64(b.Automatic) {
			return fmt.Sprintf("%s%s，有 95%% 的把握不低于 %.1f%%，达不到自动采用要求的 %s。", from, t.words(), 100*lower, percent(b.Automatic))
		}
	}
	if l.Sampled < l.Automatic && l.Sampled < reading.Never {
		t := e.Between(l.Sampled, l.Automatic)
		if b.surelyBelow(t, b.Sampled) {
			return fmt.Sprintf("%s：把握不低于 %s的建议%s，低于采用并抽查要求的 %s。", f.Label(), percent(l.Sampled), t.words(), percent(b.Sampled))
		}
	}
	return ""
}

// surelyBelow reports whether a rate lies below a bound even by its better end.
func (b Bar) surelyBelow(t Tally, bound int64) bool {
	_, upper := t.Bounds()
	return t.Decided >= b.SampledLeast && upper*1000 < float64(bound)
}

// SetsBack says in Chinese why a field that takes effect must go back to people, ""
// while it need not. Checks are those of what took effect under the present limit,
// by class. It takes surety to go back, as it took surety to begin: between the two
// a field stays as it is, so that chance alone does not turn it to and fro.
func (b Bar) SetsBack(f reading.Field, checks map[reading.Class]Tally) string {
	for _, one := range []struct {
		class reading.Class
		bound int64
	}{{reading.Automatic, b.Automatic}, {reading.Sampled, b.Sampled}} {
		if t := checks[one.class]; b.surelyBelow(t, one.bound) {
			_, upper := t.Bounds()
			return fmt.Sprintf("%s“%s”的建议抽查%s，有 95%% 的把握不高于 %.1f%%，低于要求的 %s，系统改回由人判断。",
				f.Label(), one.class.Label(), t.words(), 100*upper, percent(one.bound))
		}
	}
	return ""
}

// percent says thousandths as per cent: 980 is 98%, 985 is 98.5%.
func percent(thousandths int64) string {
	if thousandths%10 == 0 {
		return fmt.Sprintf("%d%%", thousandths/10)
	}
	return fmt.Sprintf("%d.%d%%", thousandths/10, thousandths%10)
}
