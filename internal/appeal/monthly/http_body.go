package monthly

import (
	"time"

	"github.com/yikou/yikou/internal/appeal/topic"
)

// IssueDepartment is a department that takes part in an issue.
type IssueDepartment struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// IssueMeasure is one thing that a department does to solve an issue.
type IssueMeasure struct {
	ID         string   `json:"id"`
	Department string   `json:"department"`
	Words      string   `json:"words"`
	Due        string   `json:"due"`
	State      string   `json:"state" enum:"planned,doing,done,dropped"`
	StateLabel string   `json:"state_label"`
	DoneOn     string   `json:"done_on,omitempty"`
	Late       bool     `json:"late" doc:"过了日期还没有完成"`
	Moves      []string `json:"moves" nullable:"false" doc:"可以改成的状态"`
}

// AppealIssue is one issue of a month.
type AppealIssue struct {
	ID          string            `json:"id"`
	Month       string            `json:"month"`
	Title       string            `json:"title"`
	Topic       string            `json:"topic"`
	TopicLabel  string            `json:"topic_label"`
	Place       string            `json:"place,omitempty" doc:"只是这个地点的"`
	SourceLabel string            `json:"source_label"`
	State       string            `json:"state" enum:"proposed,chosen,in_hand,done,dropped"`
	StateLabel  string            `json:"state_label"`
	Lead        *IssueDepartment  `json:"lead,omitempty" doc:"牵头部门"`
	With        []IssueDepartment `json:"with" nullable:"false" doc:"配合部门"`
	Goal        string            `json:"goal,omitempty"`
	Due         string            `json:"due,omitempty"`
	Late        bool              `json:"late" doc:"过了期限还没有办结"`
	ProposedBy  string            `json:"proposed_by,omitempty"`
	ProposedAt  time.Time         `json:"proposed_at"`
	ChosenBy    string            `json:"chosen_by,omitempty"`
	BegunAt     *time.Time        `json:"begun_at,omitempty" doc:"领导确认的时间"`
	EndedAt     *time.Time        `json:"ended_at,omitempty"`
	Measures    []IssueMeasure    `json:"measures" nullable:"false"`
	Version     int64             `json:"version"`
	Can         []string          `json:"can" nullable:"false" doc:"可以做的：choose、confirm、return、measure、report、finish、drop、reopen"`
}

// IssueStep is one thing that somebody did with an issue.
type IssueStep struct {
	At    time.Time `json:"at"`
	By    string    `json:"by,omitempty"`
	Act   string    `json:"act" enum:"propose,choose,confirm,return,measure,report,finish,drop,reopen"`
	Words string    `json:"words,omitempty"`
}

// IssueWeek is how many cases of an issue came in in seven days. The number opens
// their list.
type IssueWeek struct {
	From  string `json:"from"`
	Until string `json:"until"`
	After bool   `json:"after" doc:"开始办理以后的"`
	Whole bool   `json:"whole" doc:"这一周已经过完"`
	Cases int64  `json:"cases"`
}

// IssueEffect is what came of an issue, by the cases that the reader sees.
type IssueEffect struct {
	Sentence   string      `json:"sentence" doc:"一句话说明"`
	Weeks      []IssueWeek `json:"weeks" nullable:"false"`
	Before     int64       `json:"before" doc:"开始前各周的诉求"`
	After      int64       `json:"after" doc:"之后各整周的诉求"`
	WeeksAfter int         `json:"weeks_after" doc:"之后过完了几周"`
}

// AppealIssueDetail is everything about an issue.
type AppealIssueDetail struct {
	AppealIssue
	Basis  int64       `json:"basis" doc:"列入时依据的诉求"`
	Effect IssueEffect `json:"effect"`
	Steps  []IssueStep `json:"steps" nullable:"false"`
}

// IssueCase is a case behind a number of an issue.
type IssueCase struct {
	ID         string    `json:"id"`
	Number     string    `json:"number"`
	Title      string    `json:"title"`
	KindLabel  string    `json:"kind_label"`
	StateLabel string    `json:"state_label"`
	LeadName   string    `json:"lead_name,omitempty"`
	ReceivedAt time.Time `json:"received_at"`
}

// IssueOfAppeal is an issue that a case belongs to.
type IssueOfAppeal struct {
	ID         string `json:"id"`
	Month      string `json:"month"`
	Title      string `json:"title"`
	StateLabel string `json:"state_label"`
}

func stamp(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (n names) department(id string) IssueDepartment {
	return IssueDepartment{id, n.departments[id].Name}
}

func (one *Shown) body() AppealIssue {
	b := AppealIssue{
		ID: one.ID, Month: one.Month, Title: one.Title, Topic: one.Topic, TopicLabel: topic.Default().Label(one.Topic), Place: one.names.places[one.Place],
		SourceLabel: one.Source.Label(), State: string(one.State), StateLabel: one.State.Label(), With: []IssueDepartment{}, Goal: one.Goal, Due: one.Due.String(),
		Late: one.Late, ProposedBy: one.names.people[one.ProposedBy], ProposedAt: one.ProposedAt, ChosenBy: one.names.people[one.ChosenBy],
		BegunAt: stamp(one.BegunAt), EndedAt: stamp(one.EndedAt), Measures: []IssueMeasure{}, Version: one.Version, Can: []string{},
	}
	if one.Lead != "" {
		lead := one.names.department(one.Lead)
		b.Lead = &lead
	}
	for _, d := range one.With {
		b.With = append(b.With, one.names.department(d))
	}
	for _, act := range one.Can {
		b.Can = append(b.Can, string(act))
	}
	for _, m := range one.Measures {
		b.Measures = append(b.Measures, one.measure(m))
	}
	return b
}

func (one *Shown) measure(m Measure) IssueMeasure {
	b := IssueMeasure{
		ID: m.ID, Department: one.names.departments[m.Department].Name, Words: m.Words, Due: m.Due.String(), State: string(m.State), StateLabel: m.State.Label(),
		DoneOn: m.DoneOn.String(), Late: m.Late(one.Today), Moves: []string{},
	}
	for _, to := range one.Moves[m.ID] {
		b.Moves = append(b.Moves, string(to))
	}
	return b
}

func (d Detail) body() AppealIssueDetail {
	b := AppealIssueDetail{
		AppealIssue: d.Shown.body(), Basis: d.Basis, Steps: make([]IssueStep, len(d.Steps)),
		Effect: IssueEffect{Sentence: d.Sentence(), Weeks: make([]IssueWeek, len(d.Weeks)), Before: d.Before, After: d.After, WeeksAfter: d.WeeksAfter},
	}
	for n, step := range d.Steps {
		b.Steps[n] = IssueStep{At: step.At, By: d.names.people[step.By], Act: string(step.Act), Words: step.Words}
	}
	for n, w := range d.Weeks {
		b.Effect.Weeks[n] = IssueWeek{From: w.From.String(), Until: w.Until.String(), After: w.After, Whole: w.Whole, Cases: w.Cases}
	}
	return b
}
