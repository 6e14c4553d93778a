package library

import (
	"cmp"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library/link"
	"github.com/yikou/yikou/internal/policy/library/statute"
	"github.com/yikou/yikou/internal/standard/civil"
)

// State says who may see a policy.
type State string

// The states of a policy.
const (
	Draft     State = "draft"
	Published State = "published"
	Withdrawn State = "withdrawn"
)

// transitions is the table of states.
var transitions = map[State][]State{Draft: {Published}, Published: {Withdrawn}, Withdrawn: {Published}}

// Become returns the next state, or ErrTransition.
func (s State) Become(next State) (State, error) {
	if !slices.Contains(transitions[s], next) {
		return s, ErrTransition
	}
	return next, nil
}

// Label names the state in Chinese.
func (s State) Label() string {
	return map[State]string{Draft: "未公开", Published: "已公开", Withdrawn: "已撤下"}[s]
}

// Standing says whether a policy holds on a day.
type Standing string

// The standings.
const (
	InForce  Standing = "in_force"
	Upcoming Standing = "upcoming"
	Expired  Standing = "expired"
	Repealed Standing = "repealed"
)

// Label names the standing in Chinese.
func (s Standing) Label() string {
	return map[Standing]string{InForce: "现行有效", Upcoming: "尚未施行", Expired: "已到期", Repealed: "已废止"}[s]
}

// Due is why somebody should look at a policy again.
type Due string

// The reasons for a review.
const (
	DueExpired Due = "expired" // its last day is over
	DueParent  Due = "parent"  // what it implements or amends was repealed
	DueAge     Due = "age"     // nobody looked at it for a year
	DueLink    Due = "link"    // its source is gone
)

// Label says the reason in Chinese.
func (d Due) Label() string {
	return map[Due]string{DueExpired: "有效期已过", DueParent: "上位文件已废止", DueAge: "一年没有复核", DueLink: "原文链接失效"}[d]
}

// Advice says in Chinese what settles the reason.
func (d Due) Advice() string {
	return map[Due]string{
		DueExpired: "请核对是否延期：延期就修改有效期，不再执行就撤下；内容无误点“标为已复核”。",
		DueParent:  "请核对是否还适用：有新的依据就修改“与其他文件的关系”，不再适用就填上废止日期或撤下。",
		DueAge:     "请通读一遍，与发文机关的原文核对；内容无误点“标为已复核”。",
		DueLink:    "请找到新的原文网址并修改；找不到就把网址清空。",
	}[d]
}

// Entry is what lists know of a policy.
type Entry struct {
	ID       string
	State    State
	Standing Standing
	// Version is that of its newest text.
	Version                                             int64
	Title, Number                                       string
	Level                                               definition.Level
	PublishedOn, EffectiveFrom, EffectiveTo, RepealedOn civil.Date
	SourceURL                                           string
	Articles                                            int64
	// Owner answers for it, "" for one from an import.
	Owner, OwnerName string
	// Origin is where an import found it, "" for one written here.
	Origin string
	// imported is what the file there said, as source.Marks has it.
	imported      string
	UpdatedAt     time.Time
	ReviewedOn    civil.Date
	Link          link.State
	LinkCheckedAt time.Time
	// linkFailures is how often in a row the source was not there.
	linkFailures int64
	Issuers      []string
	Themes       []string
	// ParentRepealed says that a policy it implements or amends holds no more.
	ParentRepealed bool
}

// reviewAge is after how many months without a look a policy is due. A guess: the
// yearly clean-up of normative documents (国办发〔2018〕37号 asks for regular ones).
const reviewAge = 12

// ReviewBy is the last day on which nobody has to look at the policy for its age.
func (e *Entry) ReviewBy() civil.Date { return e.ReviewedOn.AddMonths(reviewAge) }

// Due lists why the policy should be looked at again on a day, none for one that
// is not public.
func (e *Entry) Due(day civil.Date) []Due {
	var list []Due
	if e.State != Published {
		return nil
	}
	if e.Standing == Expired && e.ReviewedOn.Before(e.EffectiveTo) {
		list = append(list, DueExpired)
	}
	if e.ParentRepealed && e.Standing != Repealed {
		list = append(list, DueParent)
	}
	if e.ReviewBy().Before(day) {
		list = append(list, DueAge)
	}
	if e.linkFailures >= link.Failures {
		list = append(list, DueLink)
	}
	return list
}

// Related is a policy that another one points to or that points to it.
type Related struct {
	Kind definition.RelationKind
	// ID is "" for one that is not in the library.
	ID, Title string
	State     State
	Standing  Standing
	// written is its title where it is pointed to, which need not be the present one.
	written string
}

// MeasureRef is a measure that rests on a policy.
type MeasureRef struct {
	ID, Title string
	Public    bool
}

// File is a file of a policy.
type File struct {
	ID, Policy, Name, Media string
	Size                    int64
	SHA256, Blob            string
	By                      string
	At                      time.Time
}

// View is everything about one policy.
type View struct {
	Entry
	definition.Document
	Nodes []statute.Node
	// Parents are the policies it points to, Children those that point to it.
	Parents, Children []Related
	Files             []File
	Measures          []MeasureRef
	ThemeLabels       map[string]string
	Why               []Due
	Can               []string
	// Keepers are those it can be given to, where the caller may.
	Keepers []Colleague
	// LinkOff says that nobody looks at source links.
	LinkOff bool
}

// Listed is a policy in a list, with what was looked for marked.
type Listed struct {
	Entry
	TitleParts, SnippetParts []textsearch.Part
	Why                      []Due
	// Text is its text where something was looked for, "" otherwise.
	Text string
}

// Filter narrows a list of policies; a zero field does not.
type Filter struct {
	Text     string
	Level    definition.Level
	State    State
	Standing Standing
	// Theme is a code; everything under it fits.
	Theme string
	// Issuer is part of an issuer's name.
	Issuer string
	// Due leaves what somebody should look at again; Mine what the caller owns, and
	// if the caller keeps policies what no keeper owns.
	Due, Mine bool
	// Year is the one in which it was published, 0 for any.
	Year int
}

// newestFirst sorts policies by the day they were published, the latest first.
func newestFirst(a, b *Entry) int {
	return cmp.Or(cmp.Compare(b.PublishedOn.String(), a.PublishedOn.String()), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
}
