package role

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"

	"github.com/yikou/yikou/internal/kernel"
)

// Catalogue knows every permission that any module declares.
type Catalogue struct {
	definitions []authz.Definition
	powers      map[authz.Permission]authz.Power
}

// NewCatalogue returns the catalogue of these definitions.
func NewCatalogue(definitions []authz.Definition) Catalogue {
	c := Catalogue{definitions: definitions, powers: make(map[authz.Permission]authz.Power, len(definitions))}
	for _, d := range definitions {
		c.powers[d.Permission] = d.Power
	}
	return c
}

// Definitions returns the permissions in the order in which modules declare them.
func (c Catalogue) Definitions() []authz.Definition { return slices.Clone(c.definitions) }

// Powers returns which powers the roles hold together, sorted, Common left out. A
// permission that no module declares any more counts as Business.
func (c Catalogue) Powers(roles ...Role) []authz.Power {
	var held []authz.Power
	for _, r := range roles {
		for _, g := range r.Grants {
			if power := c.powers[g.Permission]; power != authz.Common {
				held = append(held, power)
			}
		}
	}
	slices.Sort(held)
	return slices.Compact(held)
}

// Separate reports whether the powers may be in one hand: all of them are one, or
// none of them is closed.
func Separate(powers []authz.Power) bool {
	return len(powers) <= 1 || !slices.ContainsFunc(powers, authz.Power.Closed)
}

// powerNames are the powers as people call them.
var powerNames = map[authz.Power]string{
	authz.SystemPower: "系统管理", authz.SecurityPower: "安全管理", authz.AuditPower: "审计管理", authz.Business: "业务办理",
}

func named(powers []authz.Power) string {
	names := make([]string, len(powers))
	for i, p := range powers {
		names[i] = powerNames[p]
	}
	return strings.Join(names, "、")
}

// Check returns what is wrong with a role that somebody made up: no name, a
// permission that nobody declares or that stands twice, no reach, powers that must
// not be in one hand, or a mandate that reaches beyond its own enterprise.
func (c Catalogue) Check(r Role) error {
	if _, err := cleanName(r.Name); err != nil {
		return err
	}
	granted := map[authz.Permission]bool{}
	for _, g := range r.Grants {
		_, declared := c.powers[g.Permission]
		if !declared || granted[g.Permission] || reachNames[g.Reach] == "" {
			return ErrGrant
		}
		if r.OfMandate() && g.Reach != kernel.ReachOwn {
			return ErrMandateReach
		}
		granted[g.Permission] = true
	}
	powers := c.Powers(r)
	if !Separate(powers) {
		return errs.Newf(errs.Conflict, CodeMixed, "一个角色不能同时有%s的权限，没有保存。系统、安全、审计三种管理权和业务办理要由不同的人分别持有（三员分立），请拆成几个角色。", named(powers))
	}
	if r.OfMandate() && slices.ContainsFunc(powers, authz.Power.Closed) {
		return ErrMandateReach
	}
	return nil
}

// CheckHolder returns a refusal when one person, who goes by the name, would hold
// powers that must not be in one hand.
func (c Catalogue) CheckHolder(name string, roles []Role) error {
	powers := c.Powers(roles...)
	if Separate(powers) {
		return nil
	}
	titles := make([]string, len(roles))
	for i, r := range roles {
		titles[i] = "“" + r.Name + "”"
	}
	return errs.Newf(errs.Conflict, CodeTwoPowers, "%s不能同时担任%s，没有保存：%s的权限要由不同的人分别持有（三员分立）。请先收回其中一边，或交给另一个人。",
		name, strings.Join(titles, "和"), named(powers))
}

// checkShipped returns everything that is wrong with the roles that the program
// ships. It is for those who write the program.
func (c Catalogue) checkShipped(roles []Role) error {
	var problems []error
	codes := map[string]bool{}
	for _, r := range roles {
		if codes[r.Code] {
			problems = append(problems, fmt.Errorf("role %s stands twice", r.Code))
		}
		codes[r.Code] = true
		if err := c.Check(r); err != nil {
			problems = append(problems, fmt.Errorf("role %s (powers %q; a permission without a Power is Business): %w", r.Code, c.Powers(r), err))
		}
	}
	return errors.Join(problems...)
}
