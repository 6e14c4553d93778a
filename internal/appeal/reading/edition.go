package reading

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/platform/errs"
)

// Edition is the thresholds of all fields from a moment on. It is never changed;
// another one follows it.
type Edition struct {
	Version        int64
	At             time.Time
	Limits         map[Field]Limit
	Reason         string
	ByID, ByName   string
	ComesWithYikou bool
}

// shipped is what holds until an office says otherwise. The limits are a guess on
// the careful side: the models that ship never saw a real text (of messages to a
// hotline that they called surer than 0.95 one in six had another kind), so nothing
// that they say is taken without a person looking at a share of it.
func shipped() Edition {
	return Edition{Version: 0, ComesWithYikou: true, Reason: "随程序提供的初始值", Limits: map[Field]Limit{
		Kind:       {Automatic: 1000, Sampled: 800, Share: 20},
		Topic:      {Automatic: 1000, Sampled: 600, Share: 20},
		Place:      {Automatic: 900, Sampled: 600, Share: 10},
		Urgency:    {Automatic: 900, Sampled: 600, Share: 20},
		Department: {Automatic: 1000, Sampled: 700, Share: 20},
	}}
}

// Validate refuses limits that make no sense, naming each.
func (e Edition) Validate() error {
	var wrong []errs.Field
	for _, f := range Fields {
		l, path := e.Limits[f], "body.limits."+string(f)
		switch {
		case l.Sampled < 1 || l.Sampled > 1000 || l.Automatic < 1 || l.Automatic > 1000:
			wrong = append(wrong, errs.Field{Path: path, Msg: f.Label() + "的界线应在 0.001 到 1 之间。"})
		case l.Sampled > l.Automatic:
			wrong = append(wrong, errs.Field{Path: path, Msg: f.Label() + "：抽查的界线不能高于自动采用的界线。"})
		case l.Share < 1 || l.Share > 100:
			wrong = append(wrong, errs.Field{Path: path, Msg: f.Label() + "：抽查的比例应在 1% 到 100% 之间。"})
		}
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(e.Reason)); n < 2 || n > 200 {
		wrong = append(wrong, errs.Field{Path: "body.reason", Msg: "请写明调整的理由（2 到 200 字）。"})
	}
	if len(wrong) > 0 {
		return ErrEdition.With(wrong...)
	}
	return nil
}
