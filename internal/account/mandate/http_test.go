package mandate_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

type people struct {
	Items []struct {
		ID, Name, Phone, Role string
		Version               int64
		Can                   []string
	}
	Total int64
}

func TestAnInvitationTravelsAsLinkAndPictureAndNeverThroughAnAddress(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	chief := b.come(t, boss, "").Token
	status, text := b.call(t, "POST", "/my/"+firmA+"/invitations", `{"matters":["policy"],"ends_on":"2026-12-31"}`, chief)
	require.Equal(t, 201, status, text)
	made := decode[struct{ Link, Picture string }](t, text)
	token, found := strings.CutPrefix(made.Link, "https://yikou.test/my/invitation#")
	require.True(t, found, made.Link)
	require.True(t, strings.HasPrefix(made.Picture, "data:image/png;base64,"))
	status, text = b.call(t, "GET", "/my/"+firmA+"/invitations", "", chief)
	require.Equal(t, 200, status)
	require.NotContains(t, text, token)
	require.Contains(t, text, `"can":["withdraw"]`)

	guest := b.come(t, stranger, token).Token
	status, text = b.call(t, "POST", "/session/invitation", `{"token":"`+token+`"}`, guest)
	require.Equal(t, 200, status, text)
	require.Contains(t, text, `"inviter":"许**"`)
	require.Contains(t, text, `"needs_name":true`)
	status, text = b.call(t, "POST", "/session/invitation/acceptance", `{"token":"`+token+`","name":"钱新人"}`, guest)
	require.Equal(t, 204, status, text)
	status, text = b.call(t, "GET", "/session/mandates", "", guest)
	require.Equal(t, 200, status)
	require.Contains(t, text, "示例甲有限公司")
	status, _ = b.call(t, "POST", "/session/invitation", `{"token":"`+token+`"}`, "")
	require.Equal(t, 401, status)
}

func TestPhonesOfPeopleAreMaskedAndNamesTooForStaff(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	chief := b.come(t, boss, "").Token
	status, text := b.call(t, "GET", "/my/"+firmA+"/mandates", "", chief)
	require.Equal(t, 200, status)
	list := decode[people](t, text)
	require.Equal(t, "周经办", list.Items[1].Name)
	require.Equal(t, "190****0002", list.Items[1].Phone)
	require.NotContains(t, text, handler)

	change := `{"ends_on":"2026-06-30"}`
	path := "/my/" + firmA + "/mandates/" + list.Items[1].ID
	status, text = b.call(t, "PUT", path, change, chief, "If-Match", `"1"`)
	require.Equal(t, 204, status, text)
	status, _ = b.call(t, "PUT", path, change, chief, "If-Match", `"1"`)
	require.Equal(t, 412, status)
	status, _ = b.call(t, "POST", path+"/end", "", chief)
	require.Equal(t, 204, status)
	foreign, foreignText := b.call(t, "GET", "/my/"+firmB+"/mandates", "", chief)
	missing, missingText := b.call(t, "GET", "/my/"+synthetic(77)+"/mandates", "", chief)
	require.Equal(t, []int{404, 404}, []int{foreign, missing})
	require.Equal(t, decode[struct{ Detail string }](t, foreignText), decode[struct{ Detail string }](t, missingText))
}
