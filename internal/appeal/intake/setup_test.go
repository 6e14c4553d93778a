package intake_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"image"
	"image/jpeg"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/appealtest"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/appeal/place"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/paper"
	screens "github.com/yikou/yikou/web"
)

// Two firms; the second lies in another district.
const (
	firmOne = "91390102MA00000013"
	firmTwo = "91390103MA00000025"
)

// town is two bureaus, and one that is no more.
var town = appealtest.Town{Departments: map[string]appealtest.Department{
	"sci": {Name: "云溪区科学技术局"}, "ind": {Name: "云溪区工业和信息化局"}, "old": {Name: "撤销了的局", Closed: true},
}}

// city is what else the module asks of others.
type city struct{}

func (city) Firm(_ context.Context, scope kernel.Scope, uscc string) (intake.Firm, error) {
	where, there := map[string]string{firmOne: "390102000000", firmTwo: "390103000000"}[uscc]
	if !there || scope.Reach == kernel.ReachDivisionSubtree && !strings.HasPrefix(where, scope.Division[:6]) {
		return intake.Firm{}, intake.ErrEnterprise
	}
	return intake.Firm{USCC: uscc, Name: "甲公司", Division: where}, nil
}

func (city) Contact(context.Context, string) (name, phone string, err error) {
	return "陈样例", "13900001111", nil
}

func (city) DivisionNames(_ context.Context, codes []string) (map[string]string, error) {
	out := map[string]string{}
	for _, c := range codes {
		out[c] = "云溪区"
	}
	return out, nil
}

func (city) DepartmentNames(context.Context, []string) (map[string]string, error) { return nil, nil }

type bundle struct {
	*intake.Service
	fixed  *clock.Fixed
	places *place.Service
}

func setup(t testing.TB, d *db.DB) bundle {
	t.Helper()
	fixed := clock.NewFixed(time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC))
	cases := appealtest.New(t, d, fixed, town).Service
	files, err := blob.Open(t.TempDir(), 1<<30)
	require.NoError(t, err)
	places := place.New(place.Deps{DB: d, Clock: fixed, Audit: cases.Audit, Bus: cases.Bus, Random: rand.Reader, Town: city{}, Press: paper.NewPress(screens.Dist())})
	return bundle{fixed: fixed, places: places, Service: &intake.Service{
		Service: cases, Places: places, Firms: city{}, Reporters: city{},
		Files: attachment.New(attachment.Deps{DB: d, Clock: fixed, Audit: cases.Audit, Files: files, Random: rand.Reader}),
	}}
}

func handler(t *testing.T, account string, usccs ...string) context.Context {
	t.Helper()
	return authz.With(t.Context(), kernel.Principal{
		Kind: kernel.EnterprisePrincipal, ID: account, Name: "陈样例", Enterprises: usccs, Grants: map[string]kernel.Reach{string(appeal.PermOwn): kernel.ReachOwn},
	})
}

func staff(t *testing.T, reach kernel.Reach, permissions ...authz.Permission) context.Context {
	t.Helper()
	grants := map[string]kernel.Reach{}
	for _, p := range permissions {
		grants[string(p)] = reach
	}
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "s1", Name: "王样例", Department: "ind", Division: "390102000000", Grants: grants})
}

func (b bundle) draw(t testing.TB) string {
	t.Helper()
	ticket, err := b.Files.Draw(t.Context())
	require.NoError(t, err)
	return ticket
}

const story = "园区东门的路灯坏了三天，晚上货车进出很危险，请尽快修好。"

func (b bundle) visitor(t testing.TB) intake.Form {
	t.Helper()
	return intake.Form{Ticket: b.draw(t), Text: story, Name: "李样例", Phone: "139 0000 2222"}
}

func fieldsOf(t *testing.T, err error) []string {
	t.Helper()
	var refused *errs.Error
	require.ErrorAs(t, err, &refused)
	var out []string
	for _, f := range refused.Fields {
		out = append(out, f.Path)
	}
	return out
}

func photo(t *testing.T) io.Reader {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 8, 8)), nil))
	return &b
}
