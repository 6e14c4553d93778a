package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/division"
)

// registryForPolicy is the registry as the policy module needs it.
type registryForPolicy struct{ enterprises *enterprise.Service }

// Enterprise returns one enterprise in the scope.
func (r registryForPolicy) Enterprise(ctx context.Context, scope kernel.Scope, uscc string) (policy.Enterprise, error) {
	p, err := r.enterprises.FactsWithin(ctx, scope, uscc)
	if err != nil {
		return policy.Enterprise{}, err
	}
	dictionary, err := r.enterprises.Dictionary(ctx)
	if err != nil {
		return policy.Enterprise{}, err
	}
	var e policy.Enterprise
	toEligibility(&e, p, dictionary)
	return e, nil
}

// Each passes on what changed since a mark.
func (r registryForPolicy) Each(ctx context.Context, after int64, fn func(e *policy.Enterprise, total int64) error) (int64, error) {
	dictionary, err := r.enterprises.Dictionary(ctx)
	if err != nil {
		return after, err
	}
	var e policy.Enterprise
	return r.enterprises.EachChanged(ctx, after, func(p enterprise.Profile, total int64) error {
		toEligibility(&e, p, dictionary)
		return fn(&e, total)
	})
}

// Load returns enterprises with all their facts.
func (r registryForPolicy) Load(ctx context.Context, ordinals []uint32) ([]policy.Enterprise, error) {
	dictionary, err := r.enterprises.Dictionary(ctx)
	if err != nil {
		return nil, err
	}
	profiles, err := r.enterprises.ProfilesOf(ctx, ordinals)
	if err != nil {
		return nil, err
	}
	list := make([]policy.Enterprise, len(profiles))
	for i, p := range profiles {
		toEligibility(&list[i], p, dictionary)
	}
	return list, nil
}

// Rows returns what a list says of enterprises.
func (r registryForPolicy) Rows(ctx context.Context, ordinals []uint32) ([]policy.EnterpriseRow, error) {
	items, err := r.enterprises.Names(ctx, ordinals)
	if err != nil {
		return nil, err
	}
	rows := make([]policy.EnterpriseRow, 0, len(items))
	for _, i := range items {
		if i.USCC == "" {
			continue
		}
		rows = append(rows, policy.EnterpriseRow{
			Ordinal: i.Ordinal, USCC: i.USCC, Name: i.Name, SizeLabel: i.SizeLabel,
			Division: policy.Coded{Code: i.DivisionNow, Label: i.DivisionLabel},
			Industry: policy.Coded{Code: i.IndustryNow, Label: i.IndustryLabel},
		})
	}
	return rows, nil
}

// Within passes on the enterprises that a scope and a filter let through.
func (r registryForPolicy) Within(ctx context.Context, scope kernel.Scope, f policy.EnterpriseFilter, fn func(ordinal uint32)) error {
	return r.enterprises.EachWithin(ctx, scope, enterprise.Filter{Division: f.Division, Text: f.Text}, fn)
}

// toEligibility turns a profile into what the engine reads, reusing e's memory.
func toEligibility(e *policy.Enterprise, p enterprise.Profile, dictionary enterprise.Dictionary) {
	e.Ordinal, e.USCC, e.Name, e.Closed = p.Ordinal, p.USCC, p.Name, p.Closed
	e.Facts = e.Facts[:0]
	for i := range p.Facts {
		f := &p.Facts[i]
		tier, _ := eligibility.ParseTier(string(f.Tier)) // stored tiers are known; none counts as T2
		e.Facts = append(e.Facts, eligibility.Fact{
			Key: f.Key, Period: f.Period, Value: toValue(dictionary, f), Tier: tier,
			Source: f.Source, AsOf: f.AsOf, From: f.From, To: f.To,
		})
	}
}

// toValue gives a stored value the type its key has. A number that cannot be
// read stays a text, which the engine treats as missing.
func toValue(dictionary enterprise.Dictionary, f *enterprise.Fact) eligibility.Value {
	key, _ := dictionary.Find(f.Key)
	switch key.Kind {
	case enterprise.KindNumber:
		if n, ok := f.Number(); ok {
			return eligibility.NumberValue(n)
		}
	case enterprise.KindBool:
		return eligibility.BoolValue(f.Value == "true")
	}
	return eligibility.TextValue(f.Value)
}

// dictionaryForPolicy is the fact dictionary as the policy module needs it.
type dictionaryForPolicy struct{ enterprises *enterprise.Service }

// kinds maps how the registry keeps a key to how the engine compares it.
var kinds = map[enterprise.Kind]eligibility.FactKind{
	enterprise.KindNumber: eligibility.KindNumber, enterprise.KindText: eligibility.KindText, enterprise.KindBool: eligibility.KindBool,
	enterprise.KindCode: eligibility.KindCode, enterprise.KindDate: eligibility.KindDate, enterprise.KindQualification: eligibility.KindQualification,
}

// FactKeys returns every key of the instance.
func (d dictionaryForPolicy) FactKeys(ctx context.Context) ([]policy.FactKey, error) {
	dictionary, err := d.enterprises.Dictionary(ctx)
	if err != nil {
		return nil, err
	}
	var list []policy.FactKey
	for _, k := range dictionary.Keys() {
		kind, known := kinds[k.Kind]
		if !known {
			return nil, fmt.Errorf("fact key %s has unknown kind %q", k.Key, k.Kind)
		}
		options := make(map[string]string, len(k.Options))
		for _, o := range k.Options {
			options[o.Value] = o.Label
		}
		list = append(list, policy.FactKey{Key: k.Key, Label: k.Label, Kind: kind, Unit: k.Unit, Periodic: k.Periodic, Options: options})
	}
	return list, nil
}

// verdictsForEnterprise says what measures say of one enterprise. It is filled
// after both modules exist.
type verdictsForEnterprise struct{ policy *policy.Service }

// Verdicts returns what every published measure says of one enterprise.
func (v *verdictsForEnterprise) Verdicts(ctx context.Context, uscc string) ([]enterprise.Verdict, error) {
	standings, err := v.policy.Standings(ctx, uscc)
	if err != nil {
		return nil, err
	}
	list := make([]enterprise.Verdict, len(standings))
	for i, s := range standings {
		list[i] = enterprise.Verdict{Measure: s.Measure, Title: s.Title, Verdict: s.Verdict.String()}
	}
	return list, nil
}

// divisionsForPolicy names divisions.
type divisionsForPolicy struct{ divisions *org.Service }

// DivisionNames returns the tree as it stands now.
func (d divisionsForPolicy) DivisionNames(ctx context.Context) (wording.Divisions, error) {
	tree, err := d.divisions.Tree(ctx)
	return localNames{tree}, err
}

// localNames names a division as people within the city do.
type localNames struct{ tree *division.Tree }

// Name returns the name from the district down.
func (l localNames) Name(code string) string { return l.tree.LocalName(code) }

// departmentsForPolicy names departments by their codes.
type departmentsForPolicy struct{ departments *org.Service }

// DepartmentNames returns the names of all departments.
func (d departmentsForPolicy) DepartmentNames(ctx context.Context) (map[string]string, error) {
	return d.departments.Names(ctx)
}

// departmentsForAccount finds departments by their codes.
type departmentsForAccount struct{ departments *org.Service }

// ByCode returns the open departments with these codes.
func (d departmentsForAccount) ByCode(ctx context.Context, codes []string) (map[string]account.Department, error) {
	found, err := d.departments.DepartmentsByCode(ctx, codes)
	if err != nil {
		return nil, err
	}
	list := make(map[string]account.Department, len(found))
	for code, department := range found {
		if department.Closed() {
			continue
		}
		list[code] = account.Department{ID: department.ID, Division: department.Division}
	}
	return list, nil
}

// NamesOf returns the department's name, and those of the places around it.
func (d departmentsForAccount) NamesOf(ctx context.Context, id string) ([]string, error) {
	found, err := d.departments.DepartmentsByID(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	department, known := found[id]
	if !known {
		return nil, nil
	}
	tree, err := d.departments.Tree(ctx)
	if err != nil {
		return nil, err
	}
	names := []string{department.Name}
	for _, level := range tree.Path(department.Division) {
		names = append(names, level.Name, strings.TrimRight(level.Name, "省市区县镇乡街道"))
	}
	return names, nil
}

// enterprisesForAccount names enterprises.
type enterprisesForAccount struct{ enterprises *enterprise.Service }

// Names returns the names of enterprises by their codes.
func (e enterprisesForAccount) Names(ctx context.Context, usccs []string) (map[string]string, error) {
	return e.enterprises.NamesByUSCC(ctx, usccs)
}

// Within reports whether an enterprise is registered and lies in the scope.
func (e enterprisesForAccount) Within(ctx context.Context, scope kernel.Scope, uscc string) (bool, error) {
	_, err := e.enterprises.FactsWithin(ctx, scope, uscc)
	if errs.KindOf(err) == errs.NotFound {
		return false, nil
	}
	return err == nil, err
}

// invitationsForAccount asks for invitations. It is filled after both packages
// exist.
type invitationsForAccount struct{ mandates *mandate.Service }

// Admits reports whether an invitation lets an unknown phone in.
func (i *invitationsForAccount) Admits(ctx context.Context, token, phoneIndex string) (bool, error) {
	return i.mandates.Admits(ctx, token, phoneIndex)
}

// noSender stands where no carrier is configured.
type noSender struct{}

// errNoCarrier is returned by noSender.
var errNoCarrier = errs.New(errs.Unavailable, "sms.not_configured", "本系统还没有接通短信，暂时不能用验证码登录。请与服务中心联系。")

// Send refuses.
func (noSender) Send(context.Context, string, string) error { return errNoCarrier }
