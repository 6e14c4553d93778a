package bridge

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/account/directory"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
)

// RegistryForPolicy is the registry as the policy module needs it.
type RegistryForPolicy struct{ Enterprises *enterprise.Service }

// Enterprise returns one enterprise in the scope.
func (r RegistryForPolicy) Enterprise(ctx context.Context, scope kernel.Scope, uscc string) (policy.Enterprise, error) {
	p, err := r.Enterprises.FactsWithin(ctx, scope, uscc)
	return r.enterprise(ctx, p, err)
}

// EnterpriseOn returns one enterprise in the scope as it was on a day.
func (r RegistryForPolicy) EnterpriseOn(ctx context.Context, scope kernel.Scope, uscc string, day civil.Date, knownThen bool) (policy.Enterprise, error) {
	p, err := r.Enterprises.FactsOn(ctx, scope, uscc, day, knownThen)
	return r.enterprise(ctx, p, err)
}

func (r RegistryForPolicy) enterprise(ctx context.Context, p enterprise.Profile, err error) (policy.Enterprise, error) {
	if err != nil {
		return policy.Enterprise{}, err
	}
	dictionary, err := r.Enterprises.Dictionary(ctx)
	if err != nil {
		return policy.Enterprise{}, err
	}
	var e policy.Enterprise
	toEligibility(&e, p, dictionary)
	return e, nil
}

// Each passes on what changed since a mark.
func (r RegistryForPolicy) Each(ctx context.Context, after int64, fn func(e *policy.Enterprise, total int64) error) (int64, error) {
	dictionary, err := r.Enterprises.Dictionary(ctx)
	if err != nil {
		return after, err
	}
	var e policy.Enterprise
	return r.Enterprises.EachChanged(ctx, after, func(p enterprise.Profile, total int64) error {
		toEligibility(&e, p, dictionary)
		return fn(&e, total)
	})
}

// Load returns enterprises with all their facts.
func (r RegistryForPolicy) Load(ctx context.Context, ordinals []uint32) ([]policy.Enterprise, error) {
	dictionary, err := r.Enterprises.Dictionary(ctx)
	if err != nil {
		return nil, err
	}
	profiles, err := r.Enterprises.ProfilesOf(ctx, ordinals)
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
func (r RegistryForPolicy) Rows(ctx context.Context, ordinals []uint32) ([]policy.EnterpriseRow, error) {
	items, err := r.Enterprises.Names(ctx, ordinals)
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
func (r RegistryForPolicy) Within(ctx context.Context, scope kernel.Scope, f policy.EnterpriseFilter, fn func(ordinal uint32)) error {
	return r.Enterprises.EachWithin(ctx, scope, enterprise.Filter{Division: f.Division, Text: f.Text}, fn)
}

// Ordinals passes on the ordinals of enterprises by their codes.
func (r RegistryForPolicy) Ordinals(ctx context.Context, usccs []string) (map[string]uint32, error) {
	return r.Enterprises.Ordinals(ctx, usccs)
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

// DictionaryForPolicy is the fact dictionary as the policy module needs it.
type DictionaryForPolicy struct{ Enterprises *enterprise.Service }

// kinds maps how the registry keeps a key to how the engine compares it.
var kinds = map[enterprise.Kind]eligibility.FactKind{
	enterprise.KindNumber: eligibility.KindNumber, enterprise.KindText: eligibility.KindText, enterprise.KindBool: eligibility.KindBool,
	enterprise.KindCode: eligibility.KindCode, enterprise.KindDate: eligibility.KindDate, enterprise.KindQualification: eligibility.KindQualification,
}

// FactKeys returns every key of the instance.
func (d DictionaryForPolicy) FactKeys(ctx context.Context) ([]policy.FactKey, error) {
	dictionary, err := d.Enterprises.Dictionary(ctx)
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

// VerdictsForEnterprise says what measures say of one enterprise. It is filled
// after both modules exist.
type VerdictsForEnterprise struct{ Policy *policy.Service }

// Verdicts returns what every published measure says of one enterprise.
func (v *VerdictsForEnterprise) Verdicts(ctx context.Context, uscc string) ([]enterprise.Verdict, error) {
	standings, err := v.Policy.Standings(ctx, uscc)
	if err != nil {
		return nil, err
	}
	list := make([]enterprise.Verdict, len(standings))
	for i, s := range standings {
		list[i] = enterprise.Verdict{Measure: s.Measure, Title: s.Title, Verdict: s.Verdict.String()}
	}
	return list, nil
}

// DivisionsForPolicy names divisions.
type DivisionsForPolicy struct{ Divisions *org.Service }

// DivisionNames returns the tree as it stands now.
func (d DivisionsForPolicy) DivisionNames(ctx context.Context) (wording.Divisions, error) {
	tree, err := d.Divisions.Tree(ctx)
	return localNames{tree}, err
}

// localNames names a division as people within the city do.
type localNames struct{ tree *division.Tree }

// Name returns the name from the district down.
func (l localNames) Name(code string) string { return l.tree.LocalName(code) }

// DepartmentsForPolicy names departments by their codes.
type DepartmentsForPolicy struct{ Departments *org.Service }

// DepartmentNames returns the names of all departments.
func (d DepartmentsForPolicy) DepartmentNames(ctx context.Context) (map[string]string, error) {
	return d.Departments.Names(ctx)
}

// CatalogueForLibrary is the measures as the library of policies needs them. It is
// filled after both exist.
type CatalogueForLibrary struct{ Policy *policy.Service }

// PoliciesChanged passes on that policies have a new text.
func (c *CatalogueForLibrary) PoliciesChanged(ctx context.Context, policies []string) error {
	return c.Policy.PoliciesChanged(ctx, policies)
}

// MeasuresOf lists the measures that rest on a policy.
func (c *CatalogueForLibrary) MeasuresOf(ctx context.Context, id string) ([]library.MeasureRef, error) {
	records, err := c.Policy.MeasuresOfPolicy(ctx, id)
	if err != nil {
		return nil, err
	}
	out := make([]library.MeasureRef, 0, len(records))
	for _, r := range records {
		out = append(out, library.MeasureRef{ID: r.ID, Title: r.Title, Public: r.State == definition.Published})
	}
	return out, nil
}

// KeepersForLibrary lists those who keep policies. The directory may be filled
// later.
type KeepersForLibrary struct{ Directory *directory.Directory }

// Keepers lists the active members of staff who may, by name.
func (k KeepersForLibrary) Keepers(ctx context.Context) ([]library.Colleague, error) {
	ids, err := k.Directory.Holding(ctx, string(library.PermEdit))
	if err != nil {
		return nil, err
	}
	list := make([]library.Colleague, 0, len(ids))
	for _, id := range ids {
		one, err := k.Directory.Staff(ctx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, library.Colleague{ID: id, Name: one.Name})
	}
	slices.SortFunc(list, func(a, b library.Colleague) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID))
	})
	return list, nil
}

// EnterprisesForSubscription tells an enterprise's trade and size.
type EnterprisesForSubscription struct{ Registry RegistryForPolicy }

// Trade returns the industry and the size class of an enterprise in the scope.
func (e EnterprisesForSubscription) Trade(ctx context.Context, scope kernel.Scope, uscc string) (industry, size string, err error) {
	found, err := e.Registry.Enterprise(ctx, scope, uscc)
	if err != nil {
		return "", "", err
	}
	for _, f := range found.Facts {
		switch f.Key {
		case "industry":
			industry = f.Value.Text
		case "size_class":
			size = f.Value.Text
		}
	}
	return industry, size, nil
}
