package account

import (
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/standard/uscc"
)

// MandateRole says as what a person acts for an enterprise.
type MandateRole string

// The roles of a mandate.
const (
	LegalRepresentative MandateRole = "legal_representative"
	Handler             MandateRole = "handler"
)

// roleCode is the code of the role that says what the holder of such a mandate
// may do. Staff have roles of their own: a department's handler is another.
func (r MandateRole) roleCode() string { return "mandate_" + string(r) }

// Source says where a mandate comes from.
type Source string

// The sources of a mandate: an office's register, an invitation of the legal
// representative, an identity provider.
const (
	FromRegister   Source = "register"
	FromInvitation Source = "invitation"
	FromProvider   Source = "oidc"
)

// Matter is one kind of business that a mandate can be limited to.
type Matter string

// The matters. EveryMatter covers each of them and whatever comes later.
const (
	EveryMatter   Matter = "all"
	MatterPolicy  Matter = "policy"
	MatterProfile Matter = "profile"
	MatterDeclare Matter = "declare"
	MatterAppeal  Matter = "appeal"
)

// matterNames are what people call the matters.
var matterNames = map[Matter]string{
	EveryMatter: "企业全部事项", MatterPolicy: "惠企政策", MatterProfile: "查看企业资料", MatterDeclare: "填报企业资料", MatterAppeal: "反映诉求",
}

// Name returns what people call the matter; empty when it is not known.
func (m Matter) Name() string { return matterNames[m] }

// ParseMatters returns matters sorted and each once; EveryMatter stands alone. It
// fails with ErrMatters for none and for one that is not known.
func ParseMatters(names []string) ([]Matter, error) {
	list := []Matter{}
	for _, name := range names {
		m := Matter(name)
		if m.Name() == "" {
			return nil, ErrMatters
		}
		if m == EveryMatter {
			return []Matter{EveryMatter}, nil
		}
		list = append(list, m)
	}
	if len(list) == 0 {
		return nil, ErrMatters
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// JoinMatters writes matters as they are stored; SplitMatters reads them.
func JoinMatters(matters []Matter) string {
	names := make([]string, len(matters))
	for i, m := range matters {
		names[i] = string(m)
	}
	return strings.Join(names, ",")
}

// SplitMatters reads matters as they are stored.
func SplitMatters(stored string) []Matter {
	list := []Matter{}
	for name := range strings.SplitSeq(stored, ",") {
		list = append(list, Matter(name))
	}
	return list
}

// Mandate is a person's power to act for one enterprise.
type Mandate struct {
	ID     string
	Person string
	USCC   string
	Role   MandateRole
	// StartsAt is included, EndsAt is not; the zero EndsAt means no end.
	StartsAt, EndsAt time.Time
	// GrantedBy is the ID of who gave the mandate, EndedBy of who ended it.
	GrantedBy, EndedBy string
	Source             Source
	Matters            []Matter
	Version            int64
}

// Holds reports whether the mandate holds at the instant.
func (m Mandate) Holds(at time.Time) bool {
	return !at.Before(m.StartsAt) && (m.EndsAt.IsZero() || at.Before(m.EndsAt))
}

// cleaned returns the mandate with its code in normal form. It fails with
// ErrMandate for one that can hold at no time or for nobody.
func (m Mandate) cleaned() (Mandate, error) {
	code, err := uscc.Parse(m.USCC)
	if err != nil {
		return m, ErrMandate.Because(err)
	}
	m.USCC = string(code)
	if m.Role != LegalRepresentative && m.Role != Handler {
		return m, ErrMandate
	}
	if !m.EndsAt.IsZero() && m.EndsAt.Before(m.StartsAt) {
		return m, ErrMandate
	}
	return m, nil
}

// Person is someone who acts for enterprises.
type Person struct {
	ID string
	// Phone is eleven digits.
	Phone string
	Name  string
}
