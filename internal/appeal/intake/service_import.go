package intake

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/uscc"
)

// Hotline is the system that imported cases come from unless told otherwise.
const Hotline = "12345"

// AppealImport says what an import did. Row counts lines from 1.
type AppealImport struct {
	Rows      int64                 `json:"rows"`
	Accepted  int64                 `json:"accepted"`
	Created   int64                 `json:"created" doc:"新登记；只检查时为将会登记的"`
	Unchanged int64                 `json:"unchanged" doc:"以前导入过"`
	Refused   int64                 `json:"refused"`
	Warned    int64                 `json:"warned" doc:"照收，但有一项没有采用"`
	Checked   bool                  `json:"checked" doc:"只检查，什么也没有登记"`
	Seconds   float64               `json:"seconds"`
	Problems  []AppealImportProblem `json:"problems" nullable:"false"`
}

// AppealImportProblem is a line that was refused, and why, or that was taken
// without one of its items.
type AppealImportProblem struct {
	Row    int64  `json:"row"`
	Column string `json:"column"`
	Level  string `json:"level" enum:"refusal,warning"`
	Reason string `json:"reason"`
}

// Bounds of an import: the longest line in bytes, and how many problems are told.
const (
	longestLine  = 256 << 10
	mostProblems = 1000
)

// longestTopic is the longest topic of another system that is kept, in characters.
const longestTopic = 100

// line is one case in a file (docs/formats.md, 诉求).
type line struct {
	// ID and System are what an instance says of its own cases: by them it knows
	// its file again.
	ID         string `json:"id"`
	System     string `json:"system"`
	ExternalNo string `json:"external_no"`
	Channel    string `json:"channel"`
	ReceivedAt string `json:"received_at"`
	Reporter   struct {
		Name  string `json:"name"`
		Phone string `json:"phone"`
	} `json:"reporter"`
	Enterprise struct {
		USCC string `json:"uscc"`
	} `json:"enterprise"`
	Place        string `json:"place"`
	Text         string `json:"text"`
	Kind         string `json:"kind"`
	Topic        string `json:"topic"`
	Confidential bool   `json:"confidential"`
}

// Import takes the cases of a file, one a line, each once by its external number.
// A line that cannot be taken is told with its reason, the others count; when the
// import itself fails, none does.
func (s *Service) Import(ctx context.Context, system string, r io.Reader) (AppealImport, error) {
	return s.importFrom(ctx, system, r, false)
}

// CheckImport tells what Import would do with a file, and takes nothing.
func (s *Service) CheckImport(ctx context.Context, system string, r io.Reader) (AppealImport, error) {
	return s.importFrom(ctx, system, r, true)
}

func (s *Service) importFrom(ctx context.Context, system string, r io.Reader, check bool) (AppealImport, error) {
	if system == "" {
		system = Hotline
	}
	started := s.Clock.Now()
	scope, err := authz.Require(ctx, PermImport)
	if err != nil {
		return AppealImport{}, err
	}
	lines, err := readLines(r, started)
	if err != nil {
		return AppealImport{}, err
	}
	var report AppealImport
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		report = AppealImport{Problems: []AppealImportProblem{}, Checked: check}
		seen := map[string]bool{} // by system and number
		for _, l := range lines {
			report.Rows++
			if l.problem != nil {
				report.refuse(*l.problem)
				continue
			}
			one := *l.found
			one.Source.System = cmp.Or(l.system, system)
			number := one.Source.System + " " + one.Source.No
			taken, err := s.importCase(ctx, scope, incoming{&one, l.id, seen[number], check}, &report)
			if err != nil {
				return err
			}
			seen[number] = seen[number] || taken
			if l.warning != nil && taken {
				report.warn(*l.warning)
			}
		}
		report.Accepted = report.Created + report.Unchanged
		if check {
			return nil
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "appeal.imported", ObjectKind: "appeal", Detail: map[string]any{
			"system": system, "rows": report.Rows, "created": report.Created, "unchanged": report.Unchanged, "refused": report.Refused,
		}})
	})
	report.Seconds = s.Clock.Now().Sub(started).Seconds()
	return report, err
}

// found is what one line holds: a case or the reason why not.
type found struct {
	found      *appeal.Case
	id, system string
	// warning says which item is not taken over.
	warning *AppealImportProblem
	problem *AppealImportProblem
}

// bad is a line that cannot be taken.
func bad(column, reason string) found {
	return found{problem: &AppealImportProblem{Column: column, Reason: reason}}
}

// incoming is a case that is about to be taken.
type incoming struct {
	*appeal.Case
	// own is the id that it has if it is one of this instance.
	own string
	// again says that the file has had it before; check that nothing is taken.
	again, check bool
}

// readLines reads every line that is not empty. It fails with ErrImport for a file
// without any.
func readLines(r io.Reader, now time.Time) ([]found, error) {
	var out []found
	lines := bufio.NewReaderSize(r, longestLine)
	for {
		text, err := lines.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			out = append(out, bad("", "这一行太长"))
			err = skipLine(lines)
			text = nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, ErrImport.Because(err)
		}
		if text := bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))); len(text) > 0 {
			out = append(out, read(text, now))
		}
		if err != nil {
			break
		}
	}
	if len(out) == 0 {
		return nil, ErrImport
	}
	return out, nil
}

// skipLine reads the rest of a line that is too long.
func skipLine(r *bufio.Reader) error {
	for {
		if _, err := r.ReadSlice('\n'); !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

func (r *AppealImport) refuse(p AppealImportProblem) {
	r.Refused++
	r.tell(p, "refusal")
}

func (r *AppealImport) warn(p AppealImportProblem) {
	r.Warned++
	r.tell(p, "warning")
}

func (r *AppealImport) tell(p AppealImportProblem, level string) {
	p.Row, p.Level = r.Rows, level
	if len(r.Problems) < mostProblems {
		r.Problems = append(r.Problems, p)
	}
}

// known reports whether a case was taken before: by its number in its system, or
// because it came from here in the first place.
func (s *Service) known(ctx context.Context, c incoming) (bool, error) {
	if c.own != "" {
		switch _, err := s.ByID(ctx, c.own); {
		case err == nil:
			return true, nil
		case !errors.Is(err, appeal.ErrNotFound):
			return false, err
		}
	}
	before, err := s.BySource(ctx, c.Source)
	return before != nil, err
}

// importCase takes one case unless it is known, in the transaction of ctx, and
// reports whether it did; it only looks whether it could when nothing is to be
// taken.
func (s *Service) importCase(ctx context.Context, scope kernel.Scope, c incoming, report *AppealImport) (taken bool, err error) {
	known, err := s.known(ctx, c)
	if err != nil {
		return false, err
	}
	if known || c.again {
		report.Unchanged++
		return false, nil
	}
	warning, err := s.placeFirm(ctx, scope, c.Case)
	if err != nil {
		return false, err
	}
	if c.check {
		err = c.Check()
	} else {
		err = s.Receive(ctx, c.Case)
	}
	var refused *errs.Error
	if errs.KindOf(err) == errs.Invalid && errors.As(err, &refused) && len(refused.Fields) > 0 {
		report.refuse(AppealImportProblem{Column: strings.TrimPrefix(refused.Fields[0].Path, "body."), Reason: refused.Fields[0].Msg})
		return false, nil
	}
	if err == nil {
		report.Created++
		if warning != "" {
			report.warn(AppealImportProblem{Column: "enterprise.uscc", Reason: warning})
		}
	}
	return err == nil, err
}

// placeFirm puts a case where its firm lies. A firm that is not in the registry is no
// reason to lose what it says: its code stays with the case where it is one, and the
// case is the firm's once it is registered. Whoever does not see the whole registry
// attaches nothing to what he does not see.
func (s *Service) placeFirm(ctx context.Context, scope kernel.Scope, c *appeal.Case) (warning string, err error) {
	if c.USCC == "" {
		return "", nil
	}
	firm, err := s.Firms.Firm(ctx, scope, c.USCC)
	if errs.KindOf(err) != errs.NotFound {
		c.Division = firm.Division
		return "", err
	}
	if code, _ := uscc.Parse(c.USCC); code == "" {
		c.USCC = ""
		return "不是统一社会信用代码，没有关联企业", nil
	}
	if scope.Reach != kernel.ReachAll {
		c.USCC = ""
		return "没有登记这家企业，诉求已收，没有关联企业", nil
	}
	return "没有登记这家企业，诉求已收，代码留存，登记后自动关联", nil
}

// TakeLine takes one case that another system hands over, in the form of a line of
// a file, or returns the one that it handed over before under the same number. Who
// may hand over is for the caller to ask.
func (s *Service) TakeLine(ctx context.Context, system string, text []byte) (*appeal.Case, error) {
	l := read(text, s.Clock.Now())
	if l.problem != nil {
		return nil, refusedLine(*l.problem)
	}
	one := *l.found
	one.Source.System = system
	known, err := s.BySource(ctx, one.Source)
	if err != nil || known != nil {
		return known, err
	}
	var report AppealImport
	taken, err := s.importCase(ctx, kernel.Everything(), incoming{Case: &one}, &report)
	// Who is answered at once can mend a code that is none, and is not left to think
	// that the firm will hear.
	if err == nil && (!taken || one.USCC != l.found.USCC) {
		err = refusedLine(report.Problems[0])
	}
	return &one, err
}

func refusedLine(p AppealImportProblem) error {
	return ErrForm.With(errs.Field{Path: "body." + p.Column, Msg: p.Reason})
}

// systemName is how a line names the system that it comes from.
var systemName = regexp.MustCompile(`^[0-9A-Za-z._-]{0,32}$`)

// read makes a case of a line, or says why it cannot.
func read(text []byte, now time.Time) found {
	var l line
	if !utf8.Valid(text) {
		return bad("", "不是 UTF-8 文字")
	}
	if err := json.Unmarshal(text, &l); err != nil {
		return bad("", "不是一行完整的 JSON，或有一项的类型不对")
	}
	if l.ExternalNo == "" || utf8.RuneCountInString(l.ExternalNo) > 64 {
		return bad("external_no", "请写明外部编号，最多 64 个字")
	}
	if !systemName.MatchString(l.System) {
		return bad("system", "系统名称只用字母、数字、点、横线，最多 32 个")
	}
	c := &appeal.Case{
		Source: appeal.Source{No: l.ExternalNo}, Channel: appeal.Channel(l.Channel), Kind: appeal.Kind(l.Kind), Urgency: appeal.Normal, Text: strings.TrimSpace(l.Text),
		Place: strings.TrimSpace(l.Place), USCC: strings.ToUpper(strings.TrimSpace(l.Enterprise.USCC)),
	}
	if c.Channel == "" {
		c.Channel = appeal.ByHotline
	}
	if c.Kind == "" {
		c.Kind = appeal.Help
	}
	out := found{found: c, id: l.ID, system: l.System}
	if _, ours := topic.Default().Find(l.Topic); ours {
		c.Topic = l.Topic
	} else if l.Topic != "" { // codes and words of another system stand apart, for the centre to read
		out.warning = &AppealImportProblem{Column: "topic", Reason: "不是本系统的主题，没有采用，由受理时判断"}
		if utf8.RuneCountInString(l.Topic) <= longestTopic {
			c.Source.Topic = strings.TrimSpace(l.Topic)
		}
	}
	at, err := time.Parse(time.RFC3339, l.ReceivedAt)
	if l.ReceivedAt != "" && (err != nil || at.After(now) || at.Year() < 2000) {
		return bad("received_at", "时间不对，应写作 2026-11-21T10:00:00+08:00，且不晚于现在")
	}
	c.ReceivedAt = at
	f := Form{Text: c.Text, Kind: c.Kind, Place: c.Place, Name: l.Reporter.Name, Phone: l.Reporter.Phone, Confidential: l.Confidential}
	var refused *errs.Error
	if err := f.clean(false); errors.As(err, &refused) && len(refused.Fields) > 0 {
		column := strings.TrimPrefix(refused.Fields[0].Path, "body.")
		if column == "name" || column == "phone" {
			column = "reporter." + column
		}
		return bad(column, refused.Fields[0].Msg)
	}
	c.Reporter = appeal.Person{Name: f.Name, Phone: f.Phone, Confidential: l.Confidential, Anonymous: f.Name == "" && f.Phone == ""}
	return out
}

// Words says what an import did, with the first few problems.
func (r AppealImport) Words() string {
	var b strings.Builder
	created := "新增"
	if r.Checked {
		created = "将新增"
		b.WriteString("只是检查，没有导入。")
	}
	_, _ = fmt.Fprintf(&b, "共 %d 行：接受 %d（%s %d，以前导入过 %d），其中有提醒 %d；拒绝 %d。用时 %.1f 秒。", r.Rows, r.Accepted, created, r.Created, r.Unchanged, r.Warned, r.Refused, r.Seconds)
	const shown = 20
	for i, p := range r.Problems {
		if i == shown {
			_, _ = fmt.Fprintf(&b, "\n……另有 %d 条，见 --report 写出的报告。", len(r.Problems)-shown)
			break
		}
		level := ""
		if p.Level == "warning" {
			level = "（提醒）"
		}
		_, _ = fmt.Fprintf(&b, "\n第 %d 行 %s%s：%s", p.Row, p.Column, level, p.Reason)
	}
	return b.String()
}
