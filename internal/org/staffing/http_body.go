package staffing

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/standard/division"
)

// Ref names a person, a department, a post or a place.
type Ref struct {
	ID   string `json:"id" doc:"编号；区划为代码"`
	Name string `json:"name"`
}

// PostBody is one post.
type PostBody struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Duty      string `json:"duty"`
	Headcount int    `json:"headcount" doc:"编制数"`
	Holders   []Ref  `json:"holders" doc:"现任"`
	Version   int64  `json:"version"`
}

// TenureBody is one tenure.
type TenureBody struct {
	ID         string     `json:"id"`
	Department Ref        `json:"department"`
	Post       *Ref       `json:"post,omitempty" doc:"没有具体岗位则不给"`
	Kind       string     `json:"kind" enum:"main,part" doc:"main 任职，part 兼任"`
	From       time.Time  `json:"from"`
	Until      *time.Time `json:"until,omitempty" doc:"还在任则不给"`
	Can        []string   `json:"can" doc:"end"`
}

// ServiceBody is who looks after which place.
type ServiceBody struct {
	ID         string     `json:"id"`
	Division   Ref        `json:"division"`
	Staff      Ref        `json:"staff"`
	Department Ref        `json:"department"`
	Role       string     `json:"role" enum:"chief,specialist,grid_officer" doc:"首席服务专员、服务专员、网格员"`
	From       time.Time  `json:"from"`
	Until      *time.Time `json:"until,omitempty" doc:"还在负责则不给"`
	Can        []string   `json:"can" doc:"end"`
}

// PersonBody is one row of the list of people.
type PersonBody struct {
	ID         string       `json:"id"`
	Login      string       `json:"login"`
	Name       string       `json:"name"`
	Status     string       `json:"status" enum:"active,suspended,left"`
	Department Ref          `json:"department"`
	Division   Ref          `json:"division"`
	Posts      []TenureBody `json:"posts" doc:"现任的部门和岗位"`
	Serves     int          `json:"serves" doc:"负责的地方有几个"`
	Can        []string     `json:"can" doc:"edit、transfer、leave"`
}

// PersonFileBody is everything kept of a person.
type PersonFileBody struct {
	PersonBody
	Tenures   []TenureBody   `json:"tenures" doc:"全部任职，新的在前"`
	Services  []ServiceBody  `json:"services" doc:"全部服务分工，在任的在前"`
	Handovers []HandoverBody `json:"handovers" doc:"交出或接手的交接，新的在前"`
}

// WorkItemBody is one thing that a person holds.
type WorkItemBody struct {
	Key      string `json:"key" doc:"种类和编号"`
	Kind     string `json:"kind"`
	ID       string `json:"id"`
	Label    string `json:"label"`
	MayLapse bool   `json:"may_lapse" doc:"可以没有人接手，岗位空缺"`
}

// HandoverBody is what was handed over.
type HandoverBody struct {
	ID           string             `json:"id"`
	Kind         string             `json:"kind" enum:"leave,transfer"`
	Staff        Ref                `json:"staff"`
	Department   Ref                `json:"department"`
	ToDepartment *Ref               `json:"to_department,omitempty"`
	Note         string             `json:"note"`
	By           Ref                `json:"by"`
	At           time.Time          `json:"at"`
	Items        []HandoverItemBody `json:"items"`
}

// HandoverItemBody is one thing that changed hands.
type HandoverItemBody struct {
	Kind     string `json:"kind"`
	Label    string `json:"label"`
	Receiver *Ref   `json:"receiver,omitempty" doc:"空缺则不给"`
}

// namer puts names to IDs, for one answer.
type namer struct {
	chart  org.Chart
	tree   *division.Tree
	people map[string]org.Person
	edit   org.Reach
}

// named returns what puts names to the people with these IDs.
func (s *Service) named(ctx context.Context, staff ...string) (namer, error) {
	var n namer
	var err error
	if n.chart, err = s.Org.Chart(ctx); err != nil {
		return n, err
	}
	n.edit = reachOf(ctx, n.chart, org.PermissionEdit)
	if n.tree, err = s.Org.Tree(ctx); err != nil {
		return n, err
	}
	n.people, err = s.People.ByID(ctx, staff)
	return n, err
}

func (n namer) department(id string) Ref {
	d, _ := n.chart.Find(id)
	return Ref{ID: id, Name: d.Name}
}

func (n namer) person(id string) Ref {
	p, known := n.people[id]
	if !known {
		return Ref{Name: "系统"}
	}
	return Ref{ID: id, Name: p.Name}
}

func (n namer) division(code string) Ref { return Ref{ID: code, Name: n.tree.LocalName(code)} }

func until(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (n namer) tenure(t Tenure) TenureBody {
	b := TenureBody{ID: t.ID, Department: n.department(t.Department), Kind: string(t.Kind), From: t.StartsAt, Until: until(t.EndsAt), Can: []string{}}
	if t.Post != "" {
		b.Post = &Ref{ID: t.Post, Name: t.PostName}
	}
	if t.Open() && t.Kind == Part && n.edit.Holds(t.Department) {
		b.Can = append(b.Can, "end")
	}
	return b
}

func (n namer) tenures(list []Tenure) []TenureBody {
	bodies := make([]TenureBody, len(list))
	for i, t := range list {
		bodies[i] = n.tenure(t)
	}
	return bodies
}

func (n namer) services(list []Assignment) []ServiceBody {
	bodies := make([]ServiceBody, len(list))
	for i, a := range list {
		bodies[i] = ServiceBody{
			ID: a.ID, Division: n.division(a.Division), Staff: n.person(a.Staff), Department: n.department(a.Department),
			Role: string(a.Role), From: a.StartsAt, Until: until(a.EndsAt), Can: []string{},
		}
		if a.Open() && n.edit.Holds(a.Department) {
			bodies[i].Can = append(bodies[i].Can, "end")
		}
	}
	return bodies
}

func (n namer) card(c Card) PersonBody {
	return PersonBody{
		ID: c.ID, Login: c.Login, Name: c.Name, Status: string(c.Status), Department: n.department(c.Department),
		Division: n.division(c.Division), Posts: n.tenures(c.Held), Serves: c.Serves, Can: c.Can,
	}
}

func (n namer) handover(h Handover) HandoverBody {
	b := HandoverBody{
		ID: h.ID, Kind: string(h.Kind), Staff: n.person(h.Staff), Department: n.department(h.Department), Note: h.Note,
		By: n.person(h.By), At: h.At, Items: []HandoverItemBody{},
	}
	if h.ToDepartment != "" {
		to := n.department(h.ToDepartment)
		b.ToDepartment = &to
	}
	for _, i := range h.Items {
		item := HandoverItemBody{Kind: i.Kind, Label: i.Label}
		if i.Receiver != "" {
			receiver := n.person(i.Receiver)
			item.Receiver = &receiver
		}
		b.Items = append(b.Items, item)
	}
	return b
}

// peopleIn returns the IDs of everybody whom handovers name.
func peopleIn(list []Handover) []string {
	var ids []string
	for _, h := range list {
		ids = append(ids, h.Staff, h.By)
		for _, i := range h.Items {
			if i.Receiver != "" {
				ids = append(ids, i.Receiver)
			}
		}
	}
	return ids
}
