package appeals

import "github.com/yikou/yikou/internal/demo"

// Appeal is what somebody of the demo city asked government to solve, and what was
// done with it since.
type Appeal struct {
	// Days and Hour say when it came in: so many days ago, at that hour in Beijing.
	Days, Hour              int
	Channel, Kind, Text     string
	Place, Spot, Division   string
	USCC                    string
	Name, Phone             string
	Anonymous, Confidential bool
	Urgent, Complex         bool
	Accused                 string // code of a department
	// Topic is a code, empty for what nobody has sorted yet.
	Topic string
	// Key is a name for others to merge it by, empty for none.
	Key  string
	Acts []Act
}

// Act is one thing that was done with an appeal.
type Act struct {
	// After are the hours since the act before.
	After int
	Do    string
	// Lead and With are codes of departments: whose work it becomes, who helps, who
	// should do it instead.
	Lead string
	With []string
	// Words are what was written, Basis the clause or the ground.
	Words, Basis string
	Closing      string
	Days, Grade  int
	// Keys are of cases that go into this one, Files of the files that are shown with an
	// answer (File).
	Keys, Files []string
}

// What can be done with an appeal of the demo city.
const (
	Accept      = "accept"
	Refuse      = "refuse"
	Dispatch    = "dispatch"
	Take        = "take"
	Return      = "return"
	Reply       = "reply"
	SendBack    = "send_back"
	Approve     = "approve"
	Call        = "call"
	Extend      = "extend"
	Suspend     = "suspend"
	Supervise   = "supervise"
	Note        = "note"
	Merge       = "merge"
	Classify    = "classify" // as a question
	Withdraw    = "withdraw" // of the reporter, as the next one
	Reopen      = "reopen"
	Exclude     = "exclude"      // ask to leave it out of the rates
	Excluded    = "excluded"     // agree to that
	NotExcluded = "not_excluded" // refuse that
)

// story is an appeal that is being told.
type story struct{ a *Appeal }

func (s story) do(act Act) story {
	s.a.Acts = append(s.a.Acts, act)
	return s
}

func (s story) accept() story { return s.do(Act{After: 1, Do: Accept}) }

func (s story) to(lead string, with ...string) story {
	return s.do(Act{After: 1, Do: Dispatch, Lead: lead, With: with})
}

func (s story) take() story { return s.do(Act{After: 2, Do: Take}) }

func (s story) back(basis, instead, words string) story {
	return s.do(Act{After: 3, Do: Return, Basis: basis, Lead: instead, Words: words})
}

func (s story) reply(closing, words string) story {
	return s.do(Act{After: 20, Do: Reply, Closing: closing, Words: words})
}

// showing puts files to the answer that was just given.
func (s story) showing(files ...string) story {
	s.a.Acts[len(s.a.Acts)-1].Files = files
	return s
}

func (s story) approve() story { return s.do(Act{After: 2, Do: Approve}) }

func (s story) call(closing string, grade int, words string) story {
	return s.do(Act{After: 18, Do: Call, Closing: closing, Grade: grade, Words: words})
}

// appealBook collects appeals; each has a reporter of its own.
type appealBook struct {
	list []*Appeal
	at   int
}

var reporters = [...]string{"韦示例", "骆样例", "阮范例", "庄演示", "柯示例", "简样例", "岑范例", "苏演示"}

func (b *appealBook) tell(days, hour int, channel, kind, text string) story {
	a := &Appeal{
		Days: days, Hour: hour, Channel: channel, Kind: kind, Text: text,
		Name: reporters[b.at%len(reporters)], Phone: demo.Phone(101 + b.at), Division: demo.Wide(demo.DistrictCode),
	}
	b.at++
	b.list = append(b.list, a)
	return story{a}
}

func (s story) firm(uscc string) story {
	s.a.USCC = uscc
	return s
}

func (s story) spot(code string) story {
	for _, p := range demo.Places() {
		if p.Code == code {
			s.a.Spot, s.a.Place, s.a.Division = code, p.Name, demo.Wide(p.Division)
		}
	}
	return s
}

func (s story) at(place, division string) story {
	s.a.Place, s.a.Division = place, demo.Wide(division)
	return s
}

// named lets another case merge this one.
func (s story) named(key string) story {
	s.a.Key = key
	return s
}

func (s story) urgent() story {
	s.a.Urgent = true
	return s
}
