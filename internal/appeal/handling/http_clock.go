package handling

import (
	"time"

	"github.com/yikou/yikou/internal/platform/deadline/keeping"
)

// ClockBody is one statutory clock with its story.
type ClockBody struct {
	Name   string          `json:"name" enum:"response,promise,statutory,cohandler,object,reopen"`
	Label  string          `json:"label"`
	Source string          `json:"source" doc:"依据"`
	Side   string          `json:"side" enum:"promise,statutory" doc:"承诺还是法定"`
	Budget string          `json:"budget" doc:"时限，中文"`
	Start  time.Time       `json:"start"`
	Due    time.Time       `json:"due"`
	State  string          `json:"state" enum:"running,suspended,stopped,expired,resting"`
	Spent  float64         `json:"spent" doc:"用去多少，0 到 1"`
	Left   string          `json:"left" doc:"还剩多少，中文"`
	Met    bool            `json:"met" doc:"按时完成"`
	Rolled bool            `json:"rolled" doc:"到期日遇休息日顺延"`
	Lines  []ClockLineBody `json:"lines"`
}

// ClockLineBody is one sentence of a clock's story.
type ClockLineBody struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

func clocks(stories []keeping.Story) []ClockBody {
	out := make([]ClockBody, len(stories))
	for i, st := range stories {
		k := st.Clock
		out[i] = ClockBody{
			Name: k.Name, Label: k.Profile.Label, Source: k.Profile.Source, Side: string(k.Profile.Side), Budget: k.Budget.Words(), Start: k.Start, Due: k.Due,
			State: string(k.State), Spent: k.Spent, Left: k.Left, Met: k.Met, Rolled: k.Rolled, Lines: make([]ClockLineBody, len(st.Lines)),
		}
		for j, l := range st.Lines {
			out[i].Lines[j] = ClockLineBody(l)
		}
	}
	return out
}
