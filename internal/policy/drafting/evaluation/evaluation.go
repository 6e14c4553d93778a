package evaluation

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/yikou/yikou/internal/policy/drafting/reader"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

// Row is one labelled paragraph, one line of a file of them: the text, where it
// is from, and what it says in the members of a measure. What is not written is
// not there.
type Row struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	// Place is the division that 本市 speaks of; empty for the default.
	Place   string          `json:"place"`
	When    json.RawMessage `json:"when"`
	Benefit json.RawMessage `json:"benefit"`
	Bonus   []struct {
		When    json.RawMessage `json:"when"`
		Benefit json.RawMessage `json:"benefit"`
	} `json:"bonus"`
	Window   *Window `json:"window"`
	Delivery string  `json:"delivery"`
}

// Window is a stretch of days, YYYY-MM-DD, both included.
type Window struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Score counts for one kind: how many are labelled, drafted, and both.
type Score struct {
	Kind      string  `json:"kind"`
	Labelled  int     `json:"labelled"`
	Drafted   int     `json:"drafted"`
	Right     int     `json:"right"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
}

// Miss is one difference between a label and a draft.
type Miss struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
	// Labelled or Drafted is empty where only the other side has it.
	Labelled string `json:"labelled,omitempty"`
	Drafted  string `json:"drafted,omitempty"`
}

// Report is the outcome over one file.
type Report struct {
	Rows int `json:"rows"`
	// Clauses sums the kinds of clauses; Whole are the paragraphs in which
	// everything is right.
	Clauses Score   `json:"clauses"`
	Whole   int     `json:"whole"`
	Scores  []Score `json:"scores"`
	Misses  []Miss  `json:"misses"`
}

// Drafter drafts one labelled paragraph.
type Drafter func(row Row) (reader.Draft, error)

const maxLine = 1 << 20

// ReadRows reads labelled paragraphs, one JSON object a line.
func ReadRows(r io.Reader) ([]Row, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	var out []Row
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var row Row
		decoder := json.NewDecoder(strings.NewReader(lines.Text()))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&row); err != nil {
			return nil, fmt.Errorf("第 %d 行读不懂：%w", n, err)
		}
		out = append(out, row)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read labelled paragraphs: %w", err)
	}
	return out, nil
}

// Run drafts every row and compares.
func Run(rows []Row, draft Drafter) (Report, error) {
	c := comparison{scores: map[string]*Score{}}
	for _, row := range rows {
		d, err := draft(row)
		if err != nil {
			return Report{}, err
		}
		before := len(c.report.Misses)
		if err := c.row(row, d); err != nil {
			return Report{}, fmt.Errorf("%s：%w", row.ID, err)
		}
		if len(c.report.Misses) == before {
			c.report.Whole++
		}
	}
	c.report.Rows = len(rows)
	c.finish()
	return c.report, nil
}

// comparison gathers the counts.
type comparison struct {
	report Report
	scores map[string]*Score
}

// order is that of the kinds in the report.
var order = []string{
	"region", "industry", "size", "age", "qualification", "revenue", "rd_expense", "share", "staff", "growth", "assets", "tax", "export",
	"patents", "graduates", "insured", "capital", "listed", "standing", "discretion", "other",
	"combination", "benefit", "bonus", "window", "delivery",
}

// clauseKinds is how many of order are kinds of clauses.
const clauseKinds = 21

func (c *comparison) finish() {
	rates := func(s *Score) {
		if s.Drafted > 0 {
			s.Precision = float64(s.Right) / float64(s.Drafted)
		}
		if s.Labelled > 0 {
			s.Recall = float64(s.Right) / float64(s.Labelled)
		}
	}
	c.report.Clauses.Kind = "clauses"
	for i, kind := range order {
		s := c.scores[kind]
		if s == nil {
			continue
		}
		rates(s)
		if i < clauseKinds {
			c.report.Clauses.Labelled += s.Labelled
			c.report.Clauses.Drafted += s.Drafted
			c.report.Clauses.Right += s.Right
		}
		c.report.Scores = append(c.report.Scores, *s)
	}
	rates(&c.report.Clauses)
}

func (c *comparison) score(kind string) *Score {
	s := c.scores[kind]
	if s == nil {
		s = &Score{Kind: kind}
		c.scores[kind] = s
	}
	return s
}

// row compares one paragraph.
func (c *comparison) row(row Row, d reader.Draft) error {
	labelled, want, err := normal(row.When)
	if err != nil {
		return err
	}
	drafted, got, err := normal(treeJSON(d.When))
	if err != nil {
		return err
	}
	c.clauses(row.ID, want, got)
	c.pair(row.ID, "combination", labelled, drafted)
	amount, err := plain(row.Benefit)
	if err != nil {
		return err
	}
	mine, err := plain(amountJSON(d.Benefit))
	if err != nil {
		return err
	}
	c.pair(row.ID, "benefit", amount, mine)
	if err := c.bonuses(row, d); err != nil {
		return err
	}
	window := ""
	if row.Window != nil {
		window = row.Window.From + "/" + row.Window.To
	}
	own := ""
	if d.Window != (reader.Window{}) {
		own = d.Window.From + "/" + d.Window.To
	}
	c.pair(row.ID, "window", window, own)
	c.pair(row.ID, "delivery", row.Delivery, d.Delivery)
	return nil
}

func (c *comparison) bonuses(row Row, d reader.Draft) error {
	var want, got []leaf
	spell := func(when, benefit json.RawMessage) (leaf, error) {
		tree, _, err := normal(when)
		if err != nil {
			return leaf{}, err
		}
		amount, err := plain(benefit)
		return leaf{"bonus", tree + " → " + amount}, err
	}
	for _, b := range row.Bonus {
		l, err := spell(b.When, b.Benefit)
		if err != nil {
			return err
		}
		want = append(want, l)
	}
	for _, b := range d.Bonuses {
		l, err := spell(treeJSON(b.When), amountJSON(b.Amount))
		if err != nil {
			return err
		}
		got = append(got, l)
	}
	c.clauses(row.ID, want, got)
	return nil
}

// clauses matches two lists of leaves one to one.
func (c *comparison) clauses(id string, want, got []leaf) {
	taken := make([]bool, len(got))
	for _, w := range want {
		c.score(string(w.kind)).Labelled++
		found := false
		for i, g := range got {
			if !taken[i] && g.kind == w.kind && (g.text == w.text || w.kind == reader.KindDiscretion && (strings.Contains(g.text, w.text) || strings.Contains(w.text, g.text))) {
				taken[i], found = true, true
				c.score(string(w.kind)).Right++
				break
			}
		}
		if !found {
			c.report.Misses = append(c.report.Misses, Miss{ID: id, Kind: string(w.kind), Labelled: w.text})
		}
	}
	for i, g := range got {
		c.score(string(g.kind)).Drafted++
		if !taken[i] {
			c.report.Misses = append(c.report.Misses, Miss{ID: id, Kind: string(g.kind), Drafted: g.text})
		}
	}
}

// pair compares what a paragraph has once or not at all.
func (c *comparison) pair(id, kind, want, got string) {
	if want == "" && got == "" {
		return
	}
	s := c.score(kind)
	if want != "" {
		s.Labelled++
	}
	if got != "" {
		s.Drafted++
	}
	if want == got {
		s.Right++
		return
	}
	c.report.Misses = append(c.report.Misses, Miss{ID: id, Kind: kind, Labelled: want, Drafted: got})
}

// plain spells JSON with sorted members.
func plain(raw json.RawMessage) (string, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return "", nil
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return "", err
	}
	b, err := json.Marshal(v)
	return string(b), err
}

func treeJSON(n *rule.Node) json.RawMessage {
	if n == nil {
		return nil
	}
	return n.AppendJSON(nil)
}

func amountJSON(a *rule.Amount) json.RawMessage {
	if a == nil {
		return nil
	}
	return a.AppendJSON(nil)
}
