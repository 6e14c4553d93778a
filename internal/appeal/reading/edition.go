package reading

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/platform/errs"
)

// Edition is the thresholds of all fields from a moment on. It is never changed;
// another one follows it.
type Edition struct {
	Version int64
	// At is when it was made, From from when it holds.
	At, From time.Time
	Limits   map[Field]Limit
	Reason   string
	// By asked for it, Agreed let it pass; the program itself asks for what takes a
	// field back, and nobody agrees to that.
	ByID, ByName         string
	AgreedID, AgreedName string
	ComesWithYikou       bool
}

// InForce returns the edition that holds at a moment: the latest of those that hold
// already. All end with what comes with the program, which always does.
func InForce(all []Edition, at time.Time) Edition {
	for _, e := range all {
		if !at.Before(e.From) {
			return e
		}
	}
	return shipped()
}

// Never is a limit that no confidence reaches.
const Never = 1000

// UsualShare is how many of a hundred automatic proposals are checked where nobody
// has said otherwise. A guess.
const UsualShare = 5

// shipped is what holds until an office says otherwise: nothing takes effect by
// itself. The models that ship never saw a real text (of messages to a hotline that
// they called surer than 0.95 one in six had another kind), and nobody has measured
// the rules for place and urgency on the office's own cases.
func shipped() Edition {
	e := Edition{Version: 0, ComesWithYikou: true, Reason: "随程序提供的初始值：全部由人判断", Limits: map[Field]Limit{}}
	for _, f := range Fields {
		e.Limits[f] = Limit{Automatic: Never, Sampled: Never, Share: 20, AutomaticShare: UsualShare}
	}
	return e
}

// Validate refuses limits that make no sense, naming each.
func (e Edition) Validate() error {
	var wrong []errs.Field
	for _, f := range Fields {
		l, path := e.Limits[f], "body.limits."+string(f)
		switch {
		case l.Sampled < 1 || l.Sampled > 1000 || l.Automatic < 1 || l.Automatic > 1000:
			wrong = append(wrong, errs.Field{Path: path, Msg: f.Label() + "的门槛应在 0.1% 到 99.9% 之间，或者不用。"})
		case l.Sampled > l.Automatic:
			wrong = append(wrong, errs.Field{Path: path, Msg: f.Label() + "：采用并抽查的门槛不能高于自动采用的门槛。"})
		case l.Share < 1 || l.Share > 100 || l.AutomaticShare < 1 || l.AutomaticShare > 100:
			wrong = append(wrong, errs.Field{Path: path, Msg: f.Label() + "：抽查的比例应在 1% 到 100% 之间。"})
		}
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(e.Reason)); n < 2 || n > LongestReason {
		wrong = append(wrong, errs.Field{Path: "body.reason", Msg: "请写明调整的理由（2 到 200 字）。"})
	}
	if len(wrong) > 0 {
		return ErrEdition.With(wrong...)
	}
	return nil
}

// LongestReason bounds the reason for an edition, in characters.
const LongestReason = 200

// said is what the audit log keeps of an edition.
func (e Edition) said() map[string]any {
	out := map[string]any{"reason": e.Reason, "from": e.From.Format(time.RFC3339)}
	for _, f := range Fields {
		l := e.Limits[f]
		out[string(f)] = fmt.Sprintf("%d/%d/%d/%d", l.Automatic, l.Sampled, l.AutomaticShare, l.Share)
	}
	return out
}
