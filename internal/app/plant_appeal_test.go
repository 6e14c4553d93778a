package app_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/standard/civil"
)

// appealRelations: a case of department A, one of department B, and one of B that
// complains of A.
var appealRelations = []string{"own", "other_department", "accused", prooftest.None}

// appealKinds are the states in which cases are planted, each as a kind of object.
var appealKinds = []string{
	"appeal", "appeal_received", "appeal_accepted", "appeal_dispatched", "appeal_helping", "appeal_in_hand", "appeal_replied", "appeal_read",
	"appeal_closed", "appeal_merged", "appeal_extending", "appeal_suspended", "appeal_excluding", "appeal_laying", "appeal_shown",
}

func plantAppeals(w *world) {
	for _, kind := range appealKinds {
		for _, relation := range appealRelations {
			o, err := makeAppeal(kind)(w.t.Context(), w, relation)
			require.NoError(w.t, err, "%s %s", kind, relation)
			w.keep(kind, relation, o)
		}
	}
}

// planter acts for a department with every power over appeals.
func (w *world) planter(id, department string) context.Context {
	grants := map[string]kernel.Reach{}
	for _, d := range slices.Concat(appeal.Permissions, exclusion.Permissions) {
		grants[string(d.Permission)] = kernel.ReachAll
	}
	return authz.With(w.t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: id, Name: "钱样例", Department: department, Grants: grants})
}

func makeAppeal(kind string) func(ctx context.Context, w *world, relation string) (prooftest.Object, error) {
	return func(_ context.Context, w *world, relation string) (prooftest.Object, error) {
		a, b := w.departmentOf("own").ID, w.departmentOf("other_department").ID
		if relation == prooftest.None {
			return prooftest.Object{"id": "01890000-0000-7000-8000-00000000dead", "version": "1", "elsewhere": b, "twin": "01890000-0000-7000-8000-00000000deae", "file": "01890000-0000-7000-8000-00000000deaf"}, nil
		}
		g := growth{world: w, lead: a, elsewhere: b}
		if relation != "own" {
			g.lead = b
		}
		g.elsewhere = w.departmentOf("other_division").ID
		if relation == "accused" {
			g.accused = a
		}
		c, twin, err := g.grow(kind)
		if err != nil {
			return nil, err
		}
		return prooftest.Object{
			"id": c.ID, "version": strconv.FormatInt(c.Version, 10), "number": c.Number, "elsewhere": g.elsewhere, "twin": twin, "file": g.file,
		}, nil
	}
}

// growth brings a case to a state.
type growth struct {
	world                    *world
	lead, elsewhere, accused string
	id                       string
	// worker is who works on it in the department that leads.
	worker string
	// file is what was laid by for the answer.
	file string
}

func (g *growth) receive(kind appeal.Kind) (*appeal.Case, error) {
	c := &appeal.Case{
		Channel: appeal.ByCounter, Kind: kind, Urgency: appeal.Normal, Text: "园区门口的路灯坏了一个月，请修理。", Accused: g.accused,
		Division: "390102", Reporter: appeal.Person{Name: "王示例", Phone: "13600000002"},
	}
	return c, g.world.Appeals.Receive(g.world.system(), c)
}

// step does one act on the case as it stands.
func (g *growth) step(do func(handling.Ask) error) error {
	c, err := g.world.Appeals.ByID(g.world.t.Context(), g.id)
	if err != nil {
		return err
	}
	return do(handling.Ask{ID: c.ID, Version: c.Version})
}

// stages are the acts that lead to each kind, one after the other.
var stages = map[string][]string{
	"appeal":            {"accept", "dispatch", "take"},
	"appeal_received":   {},
	"appeal_accepted":   {"accept"},
	"appeal_dispatched": {"accept", "dispatch"},
	"appeal_helping":    {"accept", "help"},
	"appeal_in_hand":    {"accept", "dispatch", "take"},
	"appeal_replied":    {"accept", "dispatch", "take", "reply"},
	"appeal_read":       {"accept", "dispatch", "take", "reply", "approve"},
	"appeal_closed":     {"accept", "dispatch", "take", "reply", "approve", "close"},
	"appeal_merged":     {"merge"},
	"appeal_extending":  {"accept", "dispatch", "take", "extend"},
	"appeal_suspended":  {"accept", "dispatch", "take", "suspend"},
	"appeal_excluding":  {"accept", "dispatch", "take", "exclude"},
	"appeal_laying":     {"accept", "dispatch", "take", "lay"},
	"appeal_shown":      {"accept", "dispatch", "take", "lay", "show"},
}

func (g *growth) grow(kind string) (c *appeal.Case, twin string, err error) {
	// The list of the matrix asks for questions, so that it finds one kind of object.
	asks := appeal.Help
	g.worker = "planter-unit"
	if kind == "appeal" {
		asks, g.worker = appeal.Consult, "planter-advisor"
	}
	if c, err = g.receive(asks); err != nil {
		return nil, "", err
	}
	g.id = c.ID
	other, err := g.receive(appeal.Help)
	if err != nil {
		return nil, "", err
	}
	for _, act := range stages[kind] {
		if err := g.step(g.act(act, other)); err != nil {
			return nil, "", fmt.Errorf("%s: %w", act, err)
		}
	}
	c, err = g.world.Appeals.ByID(g.world.t.Context(), g.id)
	return c, other.ID, err
}

func (g *growth) act(name string, other *appeal.Case) func(handling.Ask) error {
	h := g.world.Handling
	centre, unit := g.world.planter("planter-centre", ""), g.world.planter(g.worker, g.lead)
	return map[string]func(handling.Ask) error{
		"accept":   func(a handling.Ask) error { return h.Accept(centre, a, false) },
		"dispatch": func(a handling.Ask) error { return h.Dispatch(centre, a, appeal.Order{Lead: g.lead}, "") },
		"help": func(a handling.Ask) error {
			return h.Dispatch(centre, a, appeal.Order{Lead: g.elsewhere, CoHandlers: []string{g.lead}}, "")
		},
		"take": func(a handling.Ask) error { return h.Take(unit, a) },
		"reply": func(a handling.Ask) error {
			return h.Reply(unit, a, handling.Draft{Words: "路灯已经修好，请您查看。", Closing: appeal.Solved})
		},
		"lay": func(a handling.Ask) error {
			f, err := h.LayEvidence(unit, a.ID, strings.NewReader(voice))
			g.file = f.ID
			return err
		},
		"show": func(a handling.Ask) error {
			return h.Reply(unit, a, handling.Draft{Words: "路灯已经修好，请您查看。", Closing: appeal.Solved}, g.file)
		},
		"approve": func(a handling.Ask) error { return h.Approve(centre, a) },
		"close": func(a handling.Ask) error {
			return h.CallBack(centre, a, appeal.Callback{Reached: true, Result: appeal.Solved, Grade: 5})
		},
		"merge": func(a handling.Ask) error {
			return h.Merge(centre, handling.Ask{ID: other.ID, Version: other.Version}, []handling.Ask{a})
		},
		"exclude": func(a handling.Ask) error {
			return g.world.Exclusions.Ask(unit, exclusion.Request(a), "conditions", "管线在地下，要等道路翻修时一起换")
		},
		"extend": func(a handling.Ask) error { return h.AskExtension(unit, a, 3, "需要向厂家订购配件") },
		"suspend": func(a handling.Ask) error {
			return h.Suspend(centre, a, handling.Suspension{Basis: "material", Until: civil.Of(g.world.Clock.Now()).AddDays(5), Notice: "请补充照片"})
		},
	}[name]
}
